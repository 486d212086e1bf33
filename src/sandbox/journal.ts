import type { LogEntry } from './contract.ts';

const maxEntries = 1000;

/** What crossed the border between the workspace and the app, for people and for assertions. */
export class Journal {
  #entries: LogEntry[] = [];

  add(entry: Omit<LogEntry, 'at'>): void {
    this.#entries.push({ at: Date.now(), ...entry });
    if (this.#entries.length > maxEntries) this.#entries.shift();
  }

  all(): readonly LogEntry[] {
    return this.#entries;
  }

  clear(): void {
    this.#entries = [];
  }
}
