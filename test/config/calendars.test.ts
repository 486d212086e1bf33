import { expect, test } from 'vitest';
import { onCallAt } from '../../src/oncall/schedule-turns.ts';
import { calendarOfNow } from '../harness/calendar-server.ts';
import { home, sound } from './home.ts';

const keys = { HOOK_KEY: 'a-long-key' };

function runbell(schedule: string, more = ''): string {
  return sound['runbell.yaml'].replace('{ people: [ann, bob] }', schedule).concat(more);
}

test('a schedule may be a calendar file; an edit counts, and one that breaks keeps its last version', async () => {
  await using folder = await home({
    'runbell.yaml': runbell('{ ical: rota.ics, people: { Ann: ann, Bob: bob } }'),
    'rota.ics': calendarOfNow('Ann'),
  });
  const config = folder.open();
  const { directory, problems, notes } = await config.first();
  const now = (read = directory) => onCallAt(read.schedules.primary!, [], new Date())?.person;
  expect([problems, notes, now()]).toEqual([[], [], 'ann']);

  await folder.write({ 'rota.ics': calendarOfNow('Bob') });
  const edited = await config.again();
  expect(now(edited!.directory!)).toBe('bob');

  await folder.write({ 'rota.ics': 'BEGIN:VCALENDAR' });
  const broken = await config.again();
  expect(now(broken!.directory!)).toBe('bob');
  expect(broken!.broken).toMatchObject([
    {
      file: expect.stringMatching(/rota\.ics$/),
      what: expect.stringContaining('it is no calendar'),
    },
  ]);
});

test('what a calendar file leaves out is a note, and stops nothing', async () => {
  await using folder = await home({
    'runbell.yaml': runbell('{ ical: rota.ics, people: { Ann: ann } }'),
    'rota.ics': calendarOfNow('Eve'),
  });
  const { problems, notes } = await folder.load(keys);

  expect(problems).toEqual([]);
  expect(notes.map(({ file, what }) => [file.replace(/.*\//, ''), what])).toEqual([
    ['rota.ics (schedule primary)', 'it has nobody on call from now on'],
    ['rota.ics (schedule primary)', '"Eve" is left out: it is about nobody in `people`'],
  ]);
});

test.each<[string, string, string, string]>([
  [
    'a file that is not there',
    '{ ical: gone.ics, people: {} }',
    '',
    'gone.ics: this does not exist; create it',
  ],
  [
    'a variable that is not set',
    '{ ical: $GONE, people: {} }',
    '',
    'runbell.yaml:5:20: schedules.primary.ical reads the variable GONE, which is not set; set it before the start',
  ],
  [
    'an address in the open',
    '{ ical: "http://rota.example/secret-0123", people: {} }',
    '',
    'runbell.yaml:5:20: schedules.primary.ical is an address that anybody on the way can read or change; use https://',
  ],
  [
    'nobody of the team',
    '{ ical: rota.ics, people: { Eve: eve } }',
    '',
    'runbell.yaml:5:45: schedules.primary.people.Eve is "eve", which is nobody in people; use one of ann, bob',
  ],
  [
    'turns beside it',
    '{ ical: rota.ics, people: { Ann: ann }, turn: day }',
    '',
    'runbell.yaml:5:52: schedules.primary has both ical and turn; keep the one that you mean',
  ],
  [
    'a refresh of seconds',
    '{ ical: rota.ics, people: { Ann: ann }, refresh: 5s }',
    '',
    'runbell.yaml:5:61: schedules.primary.refresh is "5s"; use from 1m to 1d',
  ],
  [
    'a short key',
    '{ people: [ann, bob] }',
    'calendar_keys: { all: { key: short-one, schedule: primary } }\n',
    'runbell.yaml:12:30: calendar_keys.all.key is no key for a web address; use 16 or more letters, digits and . _ ~ -',
  ],
  [
    'a key twice',
    '{ people: [ann, bob] }',
    'calendar_keys:\n  all: { key: long-and-random-0123, schedule: primary }\n  ann: { key: long-and-random-0123, person: ann }\n',
    'runbell.yaml:14:15: calendar_keys.ann.key is the key of calendar_keys.all.key too; give each its own key',
  ],
  [
    'a calendar of nobody',
    '{ people: [ann, bob] }',
    'calendar_keys: { eve: { key: long-and-random-0123, person: eve } }\n',
    'runbell.yaml:12:60: calendar_keys.eve.person is "eve", which is nobody in people; use one of ann, bob',
  ],
])('%s is a mistake, and no secret is shown', async (_, schedule, more, complaint) => {
  await using folder = await home({
    'runbell.yaml': runbell(schedule, more),
    'rota.ics': calendarOfNow('Ann'),
  });
  const complaints = await folder.complaints(keys);

  expect(complaints).toEqual([expect.stringContaining(complaint)]);
  expect(complaints.join('')).not.toMatch(/secret-0123|long-and-random/);
});
