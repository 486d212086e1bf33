import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Block, Ephemeral, Handled } from '../../src/sandbox/contract.ts';
import { startTestBot, type TestBot } from '../harness/bot.ts';
import { eventually } from '../harness/eventually.ts';
import { homeTab } from '../harness/home-tab.ts';
import { buttonsOf, renderText } from '../harness/render.ts';
import { Seen } from '../harness/slack-side.ts';

let bot: TestBot;

beforeAll(async () => {
  bot = await startTestBot({
    change: ({ services }) => {
      const newsletter = services.get('newsletter')!;
      const [first] = newsletter.runbooks[0]!.procedures;
      const steps = Array.from({ length: 60 }, (_, index) => ({
        ...first!.steps[0]!,
        id: `s${index}`,
        label: `Part ${index + 1} of sixty`,
      }));
      newsletter.runbooks[0]!.procedures.push({
        ...first!,
        id: 'sixty',
        title: 'Sixty parts',
        alerts: [],
        steps,
      });
    },
  });
  bot.slack.anyMessage();
});

afterAll(async () => {
  await bot?.[Symbol.asyncDispose]();
});

const olive = () => bot.slack.as('U0ONCALL');
const says = (text: string, channel = 'general', user = 'U0ONCALL') =>
  bot.slack.as(user).types(channel, text);

describe('/runbook', () => {
  test.each([
    ['/runbook', 'Say what to look for'],
    ['/runbook search', '`search` was understood, but not what to look for'],
    ['/runbook find mails', 'is not something `/runbook` can do'],
    ['/runbook show quasiperiodic xylophone', 'No procedure is called'],
    ['/runbook search quasiperiodic xylophone', 'No procedure fits "quasiperiodic xylophone"'],
  ])('%s is answered with an example', async (typed, problem) => {
    await says(typed);
    expect((await olive().isTold(problem)).text).toContain('/runbook search');
  });

  test('search gives the reason for each', async () => {
    await says('/runbook search KindleSyncDown');
    expect((await olive().isTold('for "KindleSyncDown"')).text).toContain(
      '*KindleSyncDown*\nAlert name\n',
    );
  });

  test('a name that was mistyped shows what comes nearest', async () => {
    await says('/runbook show KindelSnycDown');
    const answer = await olive().isTold('No procedure is called "KindelSnycDown"');
    expect(answer.buttons).toHaveLength(3);
    expect(answer.text).toContain('*KindleSyncDown*');
  });

  test.each([
    ['KindleSyncDown', '# KindleSyncDown'],
    ['kindle sync down', '# KindleSyncDown'],
    ['newsletter HighErrorRate', 'Runbook of newsletter'],
    ['the site is down', '# The site is down'],
  ])('show %s finds exactly one', async (name, shown) => {
    await says(`/runbook show ${name}`);
    expect((await olive().isTold(shown)).buttons).toEqual([]);
  });

  test('a place is a name too: file and line, as every answer writes it', async () => {
    await says('/runbook search KindleSyncDown');
    const { text } = await olive().isTold('for "KindleSyncDown"');
    const place = /`([^`]+:\d+)`/.exec(text)?.[1];
    await says(`/runbook show ${place}`);
    await olive().isTold('# KindleSyncDown');
  });

  test.each([['HighErrorRate'], ['newsletter'], ['operations.md']])(
    'show %s, which many go by, asks which one',
    async (name) => {
      await says(`/runbook show ${name}`);
      const answer = await olive().isTold(`may be meant by "${name}"`);
      expect(answer.buttons.length).toBeGreaterThan(1);
      await answer.press('Show#1');
      await olive().isTold('Only to read');
    },
  );

  test('a long procedure is turned page by page in the same private message', async () => {
    await says('/runbook show sixty parts');
    const first = await olive().isTold('Sixty parts (1 of');
    expect(first.buttons).toEqual(['Next']);
    await first.press('Next');
    expect((await turned('Sixty parts (2 of')).buttons).toContain('Previous');
    await (await turned('Sixty parts (2 of')).press('Previous');
    expect((await turned('Sixty parts (1 of')).text).toContain('Part 1 of sixty');
  });

  /** The last private message as it stands now; turning a page changes no message's time. */
  async function turned(words: string): Promise<Seen> {
    return eventually(`the page says "${words}"`, async () => {
      const path = '/_control/ephemeral/U0ONCALL';
      const { messages } = await bot.slack.get<{ messages: Ephemeral[] }>(path);
      const last = new Seen(bot.slack, messages.at(-1)!, 'U0ONCALL');
      return last.text.includes(words) ? last : null;
    });
  }
});

describe('in the channel of an incident', () => {
  let number = 0;
  let room = '';

  beforeAll(async () => {
    number = (await bot.alert('CommandTour'))!.number;
    room = (await bot.slack.incident(number).find()).name;
  });

  test('what nothing fits shows the three nearest, which everybody may read', async () => {
    const shown = await bot.slack.as('U0ONCALL').incident(number).sees('fits this');
    expect(shown.buttons).toEqual(['Show', 'Show', 'Show']);
    await shown.press('Show');
    expect((await olive().isTold('Only you see this')).buttons).toContain('Add to this incident');
  });

  test('the name that many go by means the service of the channel', async () => {
    await says('/runbook show HighErrorRate', room);
    await olive().isTold('Runbook of kindle-sync');
  });

  test('a procedure is read first, and added for everybody once', async () => {
    await says('/runbook search emails are not sent', room);
    const answer = await olive().isTold('for "emails are not sent"');
    await answer.press('Show');
    const read = await olive().isTold('Added to the incident, it stands in this channel');
    expect((await bot.incident(number)).incident.procedures).toHaveLength(0);
    await read.press('Add to this incident');
    await bot.slack.incident(number).sees('added by @U0ONCALL');
    await olive().isTold('Added');
    expect((await bot.incident(number)).incident.procedures).toHaveLength(1);
    await read.press('Add to this incident');
    await olive().isTold('is in this channel already');
    await answer.press('Show');
    expect((await olive().isTold('It stands in this channel already')).buttons).toEqual([]);
  });

  test('a stranger reads, and adds nothing', async () => {
    const dev = bot.slack.as('U0DEV');
    await says('/runbook show HighErrorRate', room, 'U0DEV');
    await (await dev.isTold('# HighErrorRate')).press('Add to this incident');
    await dev.isTold('You are not among the responders');
  });
});

describe('the Home tab', () => {
  const manager = 'U0MANAGER';

  /** What the workspace's own page is told first holds everybody's Home tab. */
  async function sees(words: string): Promise<Block[]> {
    return eventually(`the Home tab shows "${words}"`, async () => {
      const blocks = await homeTab(bot.slack.url, manager);
      return renderText({ blocks: blocks as never }).includes(words) ? blocks : null;
    });
  }

  /** The button of that text in the first block that says `words`. */
  async function press(words: string, label: string): Promise<Handled> {
    const block = (await sees(words)).find(
      (one) =>
        renderText({ blocks: [one] as never }).includes(words) &&
        renderText({ blocks: [one] as never }).includes(`[${label}]`),
    );
    const button = buttonsOf({ blocks: [block] as never }).find(
      ({ text }) => (text as { text: string }).text === label,
    );
    const { action_id, value } = button!;
    const action = { action_id, value, block_id: block?.block_id };
    return bot.slack.post('/_control/interact', { user: manager, view: true, action });
  }

  test('leads from what is open to a service, to the steps of a procedure, and back', async () => {
    await bot.slack.post('/_control/open-home', { user: manager });
    await sees('CommandTour');
    await press('kindle-sync', 'Open');
    await sees('KindleSyncDown');
    await press('KindleSyncDown', 'Read');
    const modal = await bot.slack.as(manager).modal('Procedure');
    expect(renderText({ blocks: modal.blocks as never })).toContain('# KindleSyncDown');
    expect(buttonsOf({ blocks: modal.blocks as never })).toEqual([]);
    await bot.slack.post('/_control/close-modal', { user: manager, all: true });
    await press('All services', 'All services');
    await sees('screen2deck');
  });
});
