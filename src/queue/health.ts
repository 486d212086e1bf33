import { SECOND } from '../lib/duration.ts';
import type { Log } from '../lib/log.ts';

/** Says once that the queue went away and once that it is back, however many errors come in between. */
export class Health {
  #log: Log;
  #ping: () => Promise<boolean>;
  #down = false;
  #checking = false;
  #last = '';
  #timer: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(log: Log, ping: () => Promise<boolean>) {
    this.#log = log;
    this.#ping = ping;
  }

  /** Takes any error of a queue, worker or connection; never throws. */
  report(error: Error): void {
    if (this.#closed || this.#down || this.#checking) return;
    this.#checking = true;
    void this.#ping().then((up) => {
      this.#checking = false;
      if (this.#closed) return;
      if (!up) this.#goDown(error);
      else if (error.message !== this.#last) this.#log.warn({ err: error }, 'queue error');
      this.#last = error.message;
    });
  }

  close(): void {
    this.#closed = true;
    if (this.#timer) clearInterval(this.#timer);
  }

  #goDown(error: Error): void {
    this.#down = true;
    this.#log.error({ reason: reasonOf(error) }, 'queue unreachable');
    this.#timer = setInterval(() => void this.#lookAgain(), SECOND);
    this.#timer.unref();
  }

  async #lookAgain(): Promise<void> {
    if (!(await this.#ping()) || !this.#down || this.#closed) return;
    this.#down = false;
    if (this.#timer) clearInterval(this.#timer);
    this.#log.info('queue reachable again');
  }
}

function reasonOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
