/** Made-up secrets, put together here so that no scanner of repositories takes them for real ones. */
export interface Fake {
  alnum(length: number): string;
  word(length: number): string;
  hex(length: number): string;
  base64(length: number): string;
  base32(length: number): string;
  digits(length: number): string;
  uuid(): string;
}

const lower = 'abcdefghijklmnopqrstuvwxyz';
const upper = lower.toUpperCase();
const figures = '0123456789';

/** The same letters for the same seed, every time. */
export function fakes(seed: number): Fake {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0;
  function next(): number {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state >>> 8;
  }
  const from = (alphabet: string, length: number) =>
    Array.from({ length }, () => alphabet[next() % alphabet.length]).join('');
  // A token without a single digit is possible and would be a weak example.
  const mixed = (alphabet: string, length: number) =>
    length < 6
      ? from(alphabet, length)
      : `${from(alphabet, length - 4)}${from(upper, 1)}${from(figures, 1)}${from(lower, 2)}`;
  const fake: Fake = {
    alnum: (length) => mixed(lower + upper + figures, length),
    word: (length) => mixed(`${lower + upper + figures}_-`, length),
    hex: (length) => from(`${figures}abcdef`, length),
    base64: (length) => mixed(`${lower + upper + figures}+/`, length),
    base32: (length) => from(`${upper}234567`, length),
    digits: (length) => `7${from(figures, length - 1)}`,
    uuid: () => [8, 4, 4, 4, 12].map((length) => fake.hex(length)).join('-'),
  };
  return fake;
}

export function joined(...parts: string[]): string {
  return parts.join('');
}
