import { createHash } from 'node:crypto';
import { type FileHandle, mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';

const largestArtifact = 50 * 1024 * 1024;
const cutNote = '\n[more was written; kept to 50 MB]\n';

/** The file that keeps all of a run's redacted output. A disk that refuses it never stops the run. */
export class Artifact {
  readonly path: string;
  readonly #folder: string;
  readonly #file: string;
  #handle: FileHandle | null = null;
  readonly #hash = createHash('sha256');
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
      this.#hash.update(bytes);
      this.#bytes += bytes.length;
    });
    if (this.#bytes >= largestArtifact) this.full = true;
  }

  async close(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    if (!handle) return;
    if (this.full)
      await this.#attempt(async () => {
        await handle.appendFile(cutNote);
        this.#hash.update(cutNote);
      });
    await this.#attempt(() => handle.close());
  }

  /** Of what the file holds, once it is closed; null where that is not known for certain. */
  sha256(): string | null {
    return this.written && this.problem === null ? this.#hash.copy().digest('hex') : null;
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
