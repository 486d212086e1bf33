import { calendarFeed } from '../flow/oncall/calendar-feed.ts';
import type { World } from '../flow/ports.ts';
import { writeCalendar } from '../oncall/ical/write.ts';

/** The calendars that `calendar_keys` of runbell.yaml names, for the bot's port. */
export function feedsOf(world: World) {
  return {
    keys: () =>
      new Map(Object.entries(world.directory.calendar_keys).map(([name, { key }]) => [key, name])),
    write: async (name: string): Promise<string | null> => {
      const feed = world.directory.calendar_keys[name];
      if (feed === undefined) return null;
      const { directory, store, clock } = world;
      const calendar = await calendarFeed(directory, store.overrides, feed, clock.now());
      return calendar && writeCalendar(calendar);
    },
  };
}
