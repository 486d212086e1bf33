/** Prompts of a shell, as people paste them. */
const prompts = [
  /^\s*\$\s+(?=\S)/,
  /^\s*[❯➜]\s+(?=\S)/,
  /^\s*%\s+(?=[a-z./])/,
  /^\s*\[?[\w.-]+@[\w.-]+[^\n$#%>]{0,80}\]?[$#%]\s+(?=\S)/,
  /^\s*(?:sh|bash)-\d[\d.]*[$#]\s+(?=\S)/,
  /^\s*(?:root|admin)(?:@\S+)?[#$]\s+(?=\S)/,
  /^\s*\/\s?[#$]\s+(?=\S)/,
];

/** The line without its prompt, or null when there is none. */
export function withoutPrompt(line: string): string | null {
  for (const prompt of prompts) {
    const match = prompt.exec(line);
    if (match) return line.slice(match[0].length);
  }
  return null;
}

/** `# cmd` is a root prompt only in a fence that has no other comments to be read so. */
export function hasPrompts(lines: string[]): boolean {
  return lines.some((line) => withoutPrompt(line) !== null);
}
