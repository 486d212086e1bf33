import { join } from 'node:path';
import { isProblem, limits, readText, shownPath } from '../../config/read.ts';
import { parseYaml } from '../../config/yaml-file.ts';
import { formatDuration } from '../../lib/duration.ts';
import { timeOfDay } from '../../oncall/days.ts';
import { gapsBetween } from '../../oncall/schedule-turns.ts';
import { finding, type LintFinding } from '../../runbook/lint/finding.ts';
import type { Directory } from '../../service/directory.ts';
import { shortDay } from '../oncall/shown.ts';

const LOOK_AHEAD_MS = 28 * 86_400_000;

/** The schedules that have nobody on call at some time of the four weeks to come. */
export async function scheduleGaps(
  { schedules }: Directory,
  home: string,
  now: Date,
): Promise<LintFinding[]> {
  const path = join(home, 'runbell.yaml');
  const found = Object.entries(schedules).flatMap(([name, schedule]) => {
    // A calendar on another server is read by the bot alone.
    if (schedule.calendar && schedule.layers.length === 0) return [];
    const until = new Date(now.getTime() + LOOK_AHEAD_MS);
    const gaps = gapsBetween(schedule, [], now, until);
    const [first] = gaps;
    if (first === undefined) return [];
    const total = gaps.reduce((sum, gap) => sum + gap.until.getTime() - gap.from.getTime(), 0);
    const { zone } = schedule;
    const stamp = `${shortDay(zone, first.from)} ${timeOfDay(zone, first.from)} ${zone}`;
    const what = `the schedule \`${name}\` has nobody on call for ${formatDuration(total)} of the next four weeks, next from ${stamp}`;
    return [{ name, what }];
  });
  if (found.length === 0) return [];
  const text = await readText(path, limits.yamlBytes);
  const yaml = isProblem(text) ? [] : parseYaml(path, text);
  return found.map(({ name, what }) => {
    const place = Array.isArray(yaml)
      ? { line: null, column: null }
      : yaml.place(['schedules', name], 'key');
    return finding('schedule-gap', shownPath(path), place, what);
  });
}
