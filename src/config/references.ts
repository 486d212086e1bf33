import { nameOf, type Problem, quote } from './problems.ts';
import { pickFrom } from './suggest.ts';
import type { YamlFile } from './yaml-file.ts';

type Path = PropertyKey[];

/**
 * A reader of the names that one file uses. It works on the file as written, so that references
 * are checked in the same pass as the schema and a person sees all mistakes at once.
 */
export class References {
  readonly problems: Problem[] = [];
  readonly #yaml: YamlFile;

  constructor(yaml: YamlFile) {
    this.#yaml = yaml;
  }

  at(path: Path): unknown {
    return path.reduce<unknown>((value, step) => Object(value)[step], this.#yaml.raw);
  }

  text(path: Path): string | null {
    const value = this.at(path);
    return typeof value === 'string' ? value : null;
  }

  /** The paths of all entries of a list or a block; none when something else stands there. */
  entries(path: Path): Path[] {
    const value = this.at(path);
    if (Array.isArray(value)) return value.map((_, index) => [...path, index]);
    return this.keys(path).map((key) => [...path, key]);
  }

  keys(path: Path): string[] {
    const value = this.at(path);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.keys(value)
      : [];
  }

  /** The text at `path`, if there is one, must be one of `allowed`. */
  oneOf(path: Path, allowed: string[], kind: string): void {
    const word = this.text(path);
    if (word === null || allowed.includes(word)) return;
    this.wrong(path, `which is ${kind}`, pickFrom(word, allowed, `there is ${kind} yet: add one`));
  }

  wrong(path: Path, because: string, instead: string): void {
    const value = this.text(path);
    const shown = value === null ? '' : ` is ${quote(value)},`;
    this.add(path, 'value', `${nameOf(path)}${shown} ${because}`, instead, value);
  }

  add(
    path: Path,
    which: 'key' | 'value',
    what: string,
    instead: string,
    value: string | null,
  ): void {
    const { file } = this.#yaml;
    this.problems.push({ file, ...this.#yaml.place(path, which), value, what, instead });
  }
}
