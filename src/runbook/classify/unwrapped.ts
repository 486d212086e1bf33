import { type Call, callsOfText } from './calls.ts';

export type Unwrapped =
  /** It runs these, whatever else it does. */
  | { kind: 'calls'; calls: Call[]; broken: boolean }
  /** It opens a session or runs what cannot be read. */
  | { kind: 'opaque'; because: string }
  | { kind: 'none' };

export const NONE: Unwrapped = { kind: 'none' };

/** The words behind known flags; null at a flag that may swallow the next word. */
export function skip(args: string[], valued: string[], alone: string[]): string[] | null {
  let at = 0;
  for (; args[at]?.startsWith('-'); at += 1) {
    const flag = args[at] ?? '';
    if (flag === '--') return args.slice(at + 1);
    if (valued.includes(flag)) at += 1;
    else if (
      !alone.includes(flag) &&
      !(flag.includes('=') && valued.includes(flag.split('=')[0] ?? '')) &&
      !(!flag.startsWith('--') && flag.length > 2 && valued.includes(flag.slice(0, 2)))
    ) {
      return null;
    }
  }
  return args.slice(at);
}

export function inside(words: string[], call: Call, env: string[] = []): Unwrapped {
  const inner: Call = { ...call, words, env: [...call.env, ...env], writesFile: false };
  return { kind: 'calls', calls: [inner], broken: false };
}

export function script(words: string[] | null): Unwrapped {
  if (!words || words.length === 0) {
    return { kind: 'opaque', because: 'it runs something that cannot be read' };
  }
  const text = words.join(' ');
  // A value filled into shell text can be any command.
  if (/[\uE000]/.test(text)) {
    return { kind: 'opaque', because: 'a value is filled into shell text' };
  }
  return { kind: 'calls', ...callsOfText(text) };
}
