import { MovableClock } from '../../src/lib/clock.ts';

/** A clock that stands still until it is moved. */
export class HandClock extends MovableClock {
  #at: Date;

  constructor(at: Date) {
    super();
    this.#at = at;
  }

  override now(): Date {
    return this.#at;
  }

  override get offsetMs(): number {
    return this.#at.getTime() - Date.now();
  }

  override advanceTo(instant: Date): void {
    if (instant > this.#at) this.#at = instant;
  }
}
