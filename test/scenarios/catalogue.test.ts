import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestBot, type TestBot } from '../harness/bot.ts';
import { eventually } from '../harness/eventually.ts';
import { type RecorderPrograms, recorderPrograms } from '../harness/recorder.ts';

let bot: TestBot;
let programs: RecorderPrograms;
const path = process.env.PATH;

beforeAll(async () => {
  programs = await recorderPrograms(['docker-compose', 'kubectl']);
  process.env.PATH = programs.path;
  bot = await startTestBot();
  bot.slack.anyMessage();
});

afterAll(async () => {
  process.env.PATH = path;
  await bot?.[Symbol.asyncDispose]();
  await programs?.[Symbol.asyncDispose]();
});

const olive = () => bot.slack.as('U0ONCALL');

test('clear-queue shows what would be lost before anybody approves, and what was lost afterwards', async () => {
  await bot.post('/practice/fleet/newsletter/backlog', {});
  const { number, room } = await fire('newsletter', 'QueueBacklog');
  const clear = room.step('queue clean campaign-emails');

  await clear.press('Dry run');
  await clear.shows(
    'Dry run · ✓ Done: would remove 120 waiting, 8 failed; e.g. send-campaign-email',
  );
  expect(await clear.buttons()).toContain('Clear the campaign queue');

  await clear.press('Clear the campaign queue');
  await clear.shows('Preview: would remove 120 waiting, 8 failed; e.g. send-campaign-email');
  const request = await bot.slack.as('U0SENIOR').dm().sees('Preview: would remove 120 waiting');
  expect(request.text).toContain(
    'queue clean campaign-emails (waiting, failed) at $NEWSLETTER_QUEUE_URL',
  );
  await bot.slack.as('U0SENIOR').incident(number).step('queue clean').press('Approve');
  await clear.shows('1 of 2 approvals');
  await bot.slack.as('U0DBA').incident(number).step('queue clean').press('Approve');
  await clear.shows('removed 128 jobs from campaign-emails: waiting 120 -> 0, failed 8 -> 0');
  await room.sees('Clear the campaign queue succeeded: removed 128 jobs');
  const output = await room.sees('among them: send-campaign-email');
  expect(output.text).toContain('waiting 120 -> 0, failed 8 -> 0');

  const { runs, timeline } = await bot.incident(number);
  expect(runs.map(({ dryRun, class: kind, needed }) => [dryRun, kind, needed])).toEqual([
    [true, 'readonly', 0],
    [false, 'destructive', 2],
  ]);
  expect(timeline.find(({ kind }) => kind === 'run-previewed')?.text).toContain(
    'would remove 120 waiting, 8 failed',
  );

  await clear.press('Clear the campaign queue again');
  await clear.shows('Preview: would remove nothing: it is empty');
  await clear.press('Withdraw');
  await clear.shows('Cancelled. Nothing ran.');
  await resolve(number);
});

test('a queue that cannot be counted is said so, and the request waits for nobody', async () => {
  const { number, room } = await fire('screen2deck', 'OcrQueueTooLong');
  const clear = room.step('queue drain list ocr:queue');
  await clear.press('Clear the OCR queue');
  await clear.shows('Waiting for approval');
  await clear.shows('Preview: could not be counted: in practice only the queue campaign-emails');
  await clear.press('Withdraw');
  await clear.shows('Cancelled. Nothing ran.');
  await resolve(number);
});

test('scale opens with what the runbook says, refuses a number out of range, and shows the value to whoever approves', async () => {
  const { number, room } = await fire('newsletter', 'QueueBacklog');
  const step = room.step('--scale worker=5');
  expect(await step.text()).toContain('asks for `part` and `instances`');
  await step.press('Scale a part of the newsletter…');
  const form = JSON.stringify((await olive().modal('Fill in the command')).blocks);
  expect(form).toContain('docker-compose up -d --scale {{part}}={{instances}}');
  expect(form).toContain('"initial_value":"5"');
  expect(form).toContain('"max_value":"10"');
  expect(form).toContain('"initial_option":{"value":"worker"');
  for (const wrong of ['0', '11', '2.5']) {
    await olive().submits({ 'parameter:instances': wrong });
    expect((await olive().modal()).errors).toEqual({
      'parameter:instances':
        wrong === '2.5' ? 'It is not a whole number.' : 'It must be from 1 to 10.',
    });
  }
  expect((await bot.incident(number)).runs).toEqual([]);
  await olive().submits({ 'parameter:instances': '7' });
  await step.shows('With Part `worker`, Instances `7`');
  const request = await bot.slack.as('U0SENIOR').dm().sees('docker-compose up -d --scale worker=7');
  expect(request.text).toContain('*With* Part `worker`, Instances `7`');
  const [run] = (await bot.incident(number)).runs;
  expect(run?.parameters).toEqual([
    { name: 'part', title: 'Part', value: 'worker' },
    { name: 'instances', title: 'Instances', value: '7' },
  ]);
  await bot.slack.as('U0SENIOR').incident(number).step('--scale worker=5').press('Approve');
  await step.shows('["docker-compose","up","-d","--scale","worker=7"]');
  expect(await programs.calls()).toEqual([]);
  await resolve(number);
});

test('a dry run asks too, needs no approval, and starts its own words', async () => {
  const { number, room } = await fire('screen2deck', 'HighCpuUsage');
  const scale = room.step('*Scale the backend*');
  await programs.answers(0, 'deployment.apps/backend scaled (server dry run)\n');
  await scale.press('Dry run…');
  await olive().modal('Fill in the dry run');
  await olive().submits({ 'parameter:replicas': '4' });
  await scale.shows('Dry run · ✓ Done: exit 0');
  expect((await programs.calls()).map(({ argv }) => argv.join(' '))).toEqual([
    'kubectl scale deployment/backend --replicas=4 --dry-run=server',
  ]);
  await room.sees('Output of Dry run of Scale the backend');
  await resolve(number);
});

async function fire(service: string, name: string) {
  const opened = await bot.alert(name, { job: service, severity: 'warning' });
  if (opened?.action !== 'opened') throw new Error(`${name} ${opened?.action}`);
  return { number: opened.number, room: olive().incident(opened.number) };
}

async function resolve(number: number): Promise<void> {
  await olive().types('incidents', `/incident resolve ${number}`);
  await eventually(
    `incident ${number} is resolved`,
    async () => (await bot.incident(number)).incident.status === 'resolved',
  );
}
