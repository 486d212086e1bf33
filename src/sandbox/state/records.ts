import type { Channel, Member, Message } from '../contract.ts';

export interface MemberRecord extends Member {
  email: string;
}

export interface ChannelRecord extends Channel {
  is_general: boolean;
  is_mpim: boolean;
  topicSet: { by: string; at: number };
  purposeSet: { by: string; at: number };
  previousNames: string[];
}

export interface MessageRecord extends Message {
  attachments?: Record<string, unknown>[];
}

export function channelType(channel: ChannelRecord): 'channel' | 'group' | 'im' | 'mpim' {
  if (channel.is_im) return 'im';
  if (channel.is_mpim) return 'mpim';
  return channel.is_private ? 'group' : 'channel';
}
