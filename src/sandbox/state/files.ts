import { randomBytes } from 'node:crypto';
import { slackId } from './identifiers.ts';

export interface StoredFile {
  id: string;
  name: string;
  title: string;
  length: number;
  bytes: Buffer | null;
  user: string;
  created: number;
}

/** Kept in memory only; Slack takes 1 GB, a laptop need not. */
export const maxFileBytes = 10_000_000;
const maxFiles = 50;

/** Uploads in Slack's two steps: a reserved place, then the bytes. */
export class Files {
  readonly #byId = new Map<string, StoredFile>();
  readonly #places = new Map<string, string>();

  /** The path to post the bytes to. */
  reserve(file: Omit<StoredFile, 'id' | 'bytes'>): { id: string; path: string } {
    const id = slackId('F');
    const place = randomBytes(16).toString('hex');
    this.#byId.set(id, { ...file, id, bytes: null });
    this.#places.set(place, id);
    const oldest = this.#byId.keys().next().value;
    if (this.#byId.size > maxFiles && oldest !== undefined) this.#byId.delete(oldest);
    return { id, path: `/upload/v1/${place}` };
  }

  fill(place: string, bytes: Buffer): boolean {
    const file = this.#byId.get(this.#places.get(place) ?? '');
    if (!file || file.bytes) return false;
    file.bytes = bytes;
    this.#places.delete(place);
    return true;
  }

  get(id: string): StoredFile | undefined {
    return this.#byId.get(id);
  }

  clear(): void {
    this.#byId.clear();
    this.#places.clear();
  }
}
