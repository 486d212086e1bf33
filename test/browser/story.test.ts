import { existsSync } from 'node:fs';
import { execa } from 'execa';
import { beforeAll, expect, test } from 'vitest';
import { startTestBot } from '../harness/bot.ts';
import { findChromium, Visitor } from '../harness/browser.ts';
import { faultsOf } from '../harness/page-checks.ts';

const inChromium = test.skipIf(findChromium() === null);
const room = /^channel-inc-1-/;

// `npm ci` builds the page, unless it was told to run no scripts.
beforeAll(async () => {
  if (!existsSync('dist/ui/index.html')) await execa('npm', ['run', 'prepare']);
});

inChromium(
  'by clicking: a dead service is restarted with the approval of somebody else, the next level is paged and takes it, and it is resolved',
  async () => {
    await using bot = await startTestBot();
    await using visitor = await Visitor.open(bot.slack.url, { width: 1280, height: 800 });
    const { page } = visitor;
    const told = page.getByTestId('practice-told');

    await page.getByTestId('practice-fleet-kindle-sync-stop').click();
    await told.getByText('kindle-sync was killed').waitFor();
    await page.getByTestId('practice-alert-kindle-sync-KindleSyncDown').click();
    await told.getByText('opened incident 1').waitFor();
    await bot.settled();
    await visitor.actAs('U0ONCALL');
    await visitor.goTo(room);
    await visitor.sees('Open: nobody has taken it');
    // A channel opens where its unread messages begin: at the card.
    expect(await visitor.isInSight('Open: nobody has taken it')).toBe(true);
    await visitor.look('opened');
    await visitor.presses('docker logs', 'Restart Kindle Sync, step 3');
    await visitor.sees('Waiting for approval');
    await visitor.presses('docker logs', 'Approve');
    await visitor.sees('somebody else must approve');
    await visitor.message('somebody else must approve').getByText('Only visible to you').waitFor();

    await visitor.actAs('U0SENIOR');
    await visitor.sees('Waiting for approval');
    expect(await page.getByText('Only visible to you').count()).toBe(0);
    await visitor.showsFrom('KindleSyncDown');
    await visitor.photograph('screenshot');
    await visitor.presses('docker logs', 'Approve');
    await visitor.sees('Check passed');
    await page.getByTestId('practice-fleet-kindle-sync').getByText('healthy').waitFor();

    await page.getByTestId('practice-advance-5m').click();
    await told.getByText('moved 5m forward').waitFor();
    await visitor.goTo('the app');
    await visitor.presses('Press Acknowledge if you take it', 'Acknowledge');
    await visitor.sees('You acknowledged it');

    await visitor.goTo(room);
    await visitor.sees('Acknowledged: somebody is on it');
    await visitor.presses('Acknowledged: somebody is on it', 'Resolve');
    const form = page.getByRole('dialog', { name: 'Resolve the incident' });
    await form.getByLabel('What fixed it?').fill('It answers again after a restart.');
    await form.getByRole('button', { name: 'Resolve' }).click();
    await form.waitFor({ state: 'detached' });
    await visitor.sees('It answers again after a restart.');
    await page.getByRole('button', { name: 'Reopen incident 1' }).waitFor();
    await visitor.look('resolved');
    visitor.noComplaints();
  },
);

inChromium('on a phone nothing scrolls sideways and every button can be hit', async () => {
  await using bot = await startTestBot();
  await using phone = await Visitor.open(bot.slack.url, { width: 360, height: 740, touch: true });
  const { page } = phone;
  const isFine = async (moment: string) => {
    await phone.look(`phone-${moment}`);
    expect.soft(await faultsOf(page, { touch: true }), moment).toEqual([]);
  };

  await page.getByTestId('welcome').waitFor();
  await isFine('welcome');
  await page.getByTestId('toggle-practice').click();
  await page.getByTestId('practice-fleet-kindle-sync-stop').click();
  await page.getByTestId('practice-told').getByText('kindle-sync was killed').waitFor();
  await page.getByTestId('practice-alert-kindle-sync-KindleSyncDown').click();
  await page.getByTestId('practice-told').getByText('opened incident 1').waitFor();
  await isFine('practice');
  await page.getByRole('button', { name: 'Close practice' }).click();
  await page.getByTestId('open-sidebar').click();
  await page.getByTestId(room).waitFor();
  await isFine('drawer');
  await page.getByTestId(room).click();
  await phone.presses('docker logs', 'Restart Kindle Sync, step 3');
  await phone.sees('Waiting for approval');
  await isFine('waiting');
  await phone.actAs('U0SENIOR');
  await phone.presses('docker logs', 'Approve');
  await phone.sees('Check passed');
  await isFine('passed');
  await phone.goTo('the app');
  await phone.sees('Request: Restart Kindle Sync');
  await isFine('direct');
  await phone.goTo(room);
  await phone.presses('Open: nobody has taken it', 'Resolve');
  await page.getByTestId('modal').waitFor();
  await isFine('form');
  phone.noComplaints();
});

inChromium.for([{ dark: false }, { dark: true }])(
  'by keyboard alone, names and contrasts held: %o',
  async ({ dark }) => {
    await using bot = await startTestBot();
    await bot.alert('KindleSyncDown');
    await using typist = await Visitor.open(bot.slack.url, { width: 1280, height: 800, dark });
    const { page } = typist;
    await page.getByTestId(room).waitFor();

    await typist.keys('Alt+ArrowDown', async () => (await page.title()).startsWith('#inc-1-'));
    await typist.sees('Open: nobody has taken it');
    await typist.keys('Tab', () => typist.focusIsOn('Acknowledge incident 1'));
    expect(await typist.focusRing()).not.toBe('none');
    await typist.look(dark ? 'focus-dark' : 'focus-light');
    expect.soft(await faultsOf(page, { touch: false })).toEqual([]);
    await page.keyboard.press('Enter');
    await typist.sees('Acknowledged: somebody is on it');

    await typist.keys('Tab', () =>
      typist.focusIsOn('Message #inc-1-kindlesyncdown-on-kindle-sync'),
    );
    await page.keyboard.type('/inc');
    await page.getByRole('option', { name: '/incident' }).waitFor();
    await typist.look(dark ? 'offer-dark' : 'offer-light');
    expect.soft(await faultsOf(page, { touch: false })).toEqual([]);
    await page.keyboard.press('Tab');
    await page.keyboard.type('list');
    await page.keyboard.press('Enter');
    await typist.message('Only visible to you').getByText('kindle-sync').first().waitFor();
    await typist.look(dark ? 'told-dark' : 'told-light');
    expect.soft(await faultsOf(page, { touch: false })).toEqual([]);

    await page.keyboard.type('/incident declare');
    await page.keyboard.press('Enter');
    await page.getByTestId('modal').waitFor();
    await typist.look(dark ? 'declare-dark' : 'declare-light');
    expect.soft(await faultsOf(page, { touch: false })).toEqual([]);
    await page.keyboard.press('Escape');
    await page.getByTestId('modal').waitFor({ state: 'detached' });
    typist.noComplaints();
  },
);
