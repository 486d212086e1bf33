import { shownAt } from './reference.ts';

/** Zones that trip programs, and why each is here. */
export const zones: Readonly<Record<string, string>> = {
  UTC: 'no rules at all',
  'Europe/Berlin': 'an hour in spring and autumn',
  'America/New_York': 'the same on other Sundays',
  'America/Sao_Paulo': 'changed at midnight, and stopped in 2019',
  'America/Santiago': 'south, changes at midnight, moved its dates',
  'America/St_Johns': 'half an hour off; changed at one minute past midnight until 2011',
  'Africa/Casablanca': 'its winter is Ramadan: an hour back for a month, each year at another time',
  'Africa/Cairo': 'took summer time up again in 2023',
  'Europe/Istanbul': 'stayed in summer time in 2016',
  'Asia/Kolkata': 'half an hour off, no changes',
  'Asia/Kathmandu': 'a quarter of an hour off',
  'Asia/Tehran': 'half an hour off, changed at midnight, stopped in 2022',
  'Asia/Pyongyang': 'half an hour back in 2015, and forward again in 2018',
  'Asia/Gaza': 'changes its mind each year',
  'Australia/Lord_Howe': 'its summer is half an hour',
  'Australia/Adelaide': 'half an hour off, south',
  'Pacific/Apia': 'has no 30 December 2011',
  'Pacific/Chatham': 'three quarters of an hour off, south',
  'Antarctica/Troll': 'its summer is two hours',
};

const HOUR = 3_600_000;

/** The instants at which a zone changes its clocks between two years, to the minute. */
export function changesOf(zone: string, firstYear: number, lastYear: number): number[] {
  const found: number[] = [];
  const offset = (at: number) => shownAt(zone, at) - at;
  const end = Date.UTC(lastYear + 1, 0, 1);
  let before = offset(Date.UTC(firstYear, 0, 1));
  for (let day = Date.UTC(firstYear, 0, 1); day < end; day += 24 * HOUR) {
    const after = offset(day + 24 * HOUR);
    if (after === before) continue;
    let minute = day;
    while (offset(minute) === before) minute += 60_000;
    found.push(minute);
    before = after;
  }
  return found;
}
