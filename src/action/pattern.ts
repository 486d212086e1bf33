import { RE2JS } from 're2js';

/** A pattern that takes time in proportion to the text, whatever it says; in words what is wrong with it. */
export function readPattern(pattern: string): { matches(text: string): boolean } | string {
  try {
    const read = RE2JS.compile(pattern);
    return { matches: (text) => read.matches(text) };
  } catch (error) {
    const [, why = ''] = /regexp: ([^`]*)/.exec(String(error)) ?? [];
    return why.trim().replace(/:$/, '');
  }
}
