import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { expect } from 'vitest';

const usual = ['/usr/bin/chromium', '/usr/bin/google-chrome'];

/** Where Chromium is; null when there is none, which fails under REQUIRE_ALL=1. */
export function findChromium(): string | null {
  const asked = process.env.RUNBELL_CHROMIUM;
  const path = (asked ? [asked] : usual).find((file) => existsSync(file)) ?? null;
  if (path !== null) return path;
  const words = `no Chromium found at ${asked ?? usual.join(' or ')} (RUNBELL_CHROMIUM names another place)`;
  if (process.env.REQUIRE_ALL === '1') throw new Error(words);
  console.info(`skipped: ${words}`);
  return null;
}

export interface Visit {
  width: number;
  height: number;
  dark?: boolean;
  touch?: boolean;
}

/** A browser with a fresh profile that looks at one workspace. */
export class Visitor {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #profile: string;
  readonly #complaints: string[];

  constructor(context: BrowserContext, page: Page, profile: string, complaints: string[]) {
    this.#context = context;
    this.page = page;
    this.#profile = profile;
    this.#complaints = complaints;
  }

  static async open(url: string, visit: Visit): Promise<Visitor> {
    const profile = await mkdtemp(join(tmpdir(), 'runbell-browser-'));
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: findChromium() ?? '',
      args,
      viewport: { width: visit.width, height: visit.height },
      colorScheme: visit.dark ? 'dark' : 'light',
      hasTouch: visit.touch ?? false,
      locale: 'en-GB',
      timezoneId: 'Etc/UTC',
    });
    context.setDefaultTimeout(20_000);
    const page = context.pages()[0] ?? (await context.newPage());
    const complaints: string[] = [];
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (message) => {
      // A refusal by the practice routes is an answer like another; the page shows it in words.
      if (message.type() === 'error') complaints.push(message.text());
    });
    await page.goto(url);
    return new Visitor(context, page, profile, complaints);
  }

  actAs(user: string): Promise<unknown> {
    return this.page.getByTestId('acting-as').selectOption(user);
  }

  /** Opens a channel by its name, or the direct message with the app. */
  async goTo(channel: string | RegExp): Promise<void> {
    const drawer = this.page.getByTestId('open-sidebar');
    if (await drawer.isVisible()) await drawer.click();
    const named = channel === 'the app' ? /^dm-U0RUNBELL$/ : channel;
    const id = typeof named === 'string' ? `channel-${named}` : named;
    await this.page.getByTestId(id).click();
  }

  /** The newest message of the open conversation that says so. */
  message(text: string): Locator {
    return this.page.getByTestId('message').filter({ hasText: text }).last();
  }

  async presses(inMessage: string, button: string): Promise<void> {
    await this.message(inMessage).getByRole('button', { name: button }).first().click();
  }

  sees(text: string): Promise<void> {
    return this.message(text).waitFor();
  }

  /** Without scrolling to it. */
  isInSight(text: string): Promise<boolean> {
    return this.message(text).evaluate((row) => {
      const { top } = row.getBoundingClientRect();
      return top >= 0 && top < innerHeight / 2;
    });
  }

  /** Scrolls so that the message begins at the top, with the pointer out of the way. */
  async showsFrom(text: string): Promise<void> {
    await this.message(text).evaluate((row) => row.scrollIntoView({ block: 'start' }));
    await this.page.mouse.move(0, 0);
  }

  /** Presses the key until that is so. */
  async keys(key: string, until: () => Promise<boolean>): Promise<void> {
    for (let presses = 0; presses < 200; presses += 1) {
      if (await until()) return;
      await this.page.keyboard.press(key);
    }
    throw new Error(`${key} did not lead there`);
  }

  focusIsOn(label: string): Promise<boolean> {
    return this.page.evaluate(
      (name) => document.activeElement?.getAttribute('aria-label') === name,
      label,
    );
  }

  focusRing(): Promise<string> {
    return this.page.evaluate(() =>
      document.activeElement ? getComputedStyle(document.activeElement).outlineStyle : 'none',
    );
  }

  /** Into docs/, when asked to: a test run shall not change the project. */
  async photograph(name: string): Promise<void> {
    if (process.env.RUNBELL_SCREENSHOT === '1')
      await this.page.screenshot({ path: `docs/${name}.png` });
    await this.look(name);
  }

  /** For whoever wants to see what the test sees: RUNBELL_LOOK names a folder. */
  async look(name: string): Promise<void> {
    const folder = process.env.RUNBELL_LOOK;
    if (folder) await this.page.screenshot({ path: join(folder, `${name}.png`) });
  }

  /** What the console of the browser said would be a bug of the page. */
  noComplaints(): void {
    expect(this.#complaints).toEqual([]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#context.close();
    await rm(this.#profile, { recursive: true, force: true, maxRetries: 3 });
  }
}

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
