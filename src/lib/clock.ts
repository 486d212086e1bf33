/** Where domain time comes from. Nothing that decides reads the system clock itself. */
export interface Clock {
  now(): Date;
}

/** A clock that runs at the usual speed from an offset that can be moved forward by hand. */
export class MovableClock implements Clock {
  #offset: number;

  constructor(offsetMs = 0) {
    this.#offset = offsetMs;
  }

  now(): Date {
    return new Date(Date.now() + this.#offset);
  }

  get offsetMs(): number {
    return this.#offset;
  }

  /** Moves forward to `instant`; a clock never goes back, so an earlier instant is ignored. */
  advanceTo(instant: Date): void {
    const offset = instant.getTime() - Date.now();
    if (offset > this.#offset) this.#offset = offset;
  }
}
