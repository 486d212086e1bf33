/**
 * One word for a POSIX shell. Between single quotes it takes every character as it is, a line's end
 * too, and only the single quote itself has to step outside. This is the one place where Runbell
 * hands words to a shell: ssh carries text, and no list of words.
 */
export function quoteWord(word: string): string {
  if (word.includes('\0')) throw new Error('a null byte cannot be part of a word');
  return `'${word.replaceAll("'", "'\\''")}'`;
}
