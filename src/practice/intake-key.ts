/** The try-out's intake key stands in a public file, so it opens nothing outside of the try-out. */
const PRACTICE_KEY = 'practice';

export function withoutPracticeKey(keys: Map<string, string>): Map<string, string> {
  return new Map([...keys].filter(([key]) => key !== PRACTICE_KEY));
}
