import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';

const largestArtifact = 50 * 1024 * 1024;

/** The file that keeps all of a run's redacted output. A disk that refuses it never stops the run. */
export class Artifact {
  readonly path: string;
  readonly #folder: string;
  readonly #file: string;
  #handle: FileHandle | null = null;
  #bytes = 0;
  /** Why output is missing from it, in words. */
  problem: string | null = null;
  full = false;

  constructor(dataDir: string, runId: string) {
    this.path = `artifacts/${runId}.log`;
    this.#folder = join(dataDir, 'artifacts');
    this.#file = join(dataDir, this.path);
  }

  get written(): boolean {
    return this.#bytes > 0;
  }

  get accepts(): boolean {
    return !this.full && this.problem === null;
  }

  async write(text: string): Promise<void> {
    if (!this.accepts || text === '') return;
    const bytes = Buffer.from(text).subarray(0, largestArtifact - this.#bytes);
    await this.#attempt(async () => {
      this.#handle ??= await this.#create();
      await this.#handle.appendFile(bytes);
      this.#bytes += bytes.length;
    });
    if (this.#bytes >= largestArtifact) this.full = true;
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    if (!handle) return;
    if (this.full)
      await this.#attempt(() => handle.appendFile('\n[more was written; kept to 50 MB]\n'));
    await this.#attempt(() => handle.close());
  }

  async #create(): Promise<FileHandle> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    // `x`: an artifact belongs to one run, and a link planted in its place is not followed.
    return open(this.#file, 'wx', 0o600);
  }

  async #attempt(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.problem ??= error instanceof Error ? error.message : String(error);
    }
  }
}
