import { react } from '../acts/react.ts';
import { app } from '../seed/app.ts';
import { no } from '../slack-error.ts';
import type { ChannelRecord } from '../state/records.ts';
import { wireMessage } from '../wire/message.ts';
import { type Call, channelOf, joinedChannel, type Method, messageOf } from './call.ts';

const maxPins = 100;

/** Pins and reactions: marks that a message carries. */
export const markMethods = {
  'pins.add': pin,
  'pins.remove': unpin,
  'pins.list': pins,
  'reactions.add': (call) => mark(call, true),
  'reactions.remove': (call) => mark(call, false),
} satisfies Record<string, Method>;

function pin(call: Call): Record<string, unknown> {
  const channel = joinedChannel(call);
  if (!call.args.has('timestamp')) return no('no_item_specified');
  const message = messageOf(call, channel, 'timestamp');
  if (channel.pins.includes(message.ts)) return no('already_pinned');
  if (channel.pins.length >= maxPins) return no('too_many_pins');
  channel.pins.push(message.ts);
  tellPinned(call, channel, message.ts, 'pin_added');
  return {};
}

function unpin(call: Call): Record<string, unknown> {
  const channel = joinedChannel(call);
  if (!call.args.has('timestamp')) return no('no_item_specified');
  const message = messageOf(call, channel, 'timestamp');
  if (!channel.pins.includes(message.ts)) return no('no_pin');
  channel.pins = channel.pins.filter((ts) => ts !== message.ts);
  tellPinned(call, channel, message.ts, 'pin_removed');
  return {};
}

function pins(call: Call): Record<string, unknown> {
  const channel = channelOf(call);
  const messages = channel.pins.flatMap((ts) => call.world.store.message(channel.id, ts) ?? []);
  return {
    items: messages.map((message) => ({
      type: 'message',
      channel: channel.id,
      created: Math.floor(Number(message.ts)),
      created_by: app.botUserId,
      message: wireMessage(call.world, message),
    })),
  };
}

function mark(call: Call, present: boolean): Record<string, unknown> {
  const channel = channelOf(call);
  const name = call.args.needed('name').replace(/^:|:$/g, '');
  const message = messageOf(call, channel, 'timestamp');
  if (channel.is_archived) return no('is_archived');
  react(call.world, channel, message, { user: app.botUserId, name, present });
  return {};
}

function tellPinned({ world }: Call, channel: ChannelRecord, ts: string, type: string): void {
  world.store.changed(channel);
  world.app.event({
    type,
    user: app.botUserId,
    channel_id: channel.id,
    item: { type: 'message', channel: channel.id, message: { ts } },
    event_ts: world.store.timestamps.next(),
  });
}
