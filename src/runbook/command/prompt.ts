import { lineKind } from './lexical.ts';
import { isEnglish, isProgram } from './programs.ts';

/** Prompts of a shell, as people paste them. */
const prompts = [
  /^\s*\$\s+(?=\S)/,
  /^\s*[❯➜]\s+(?=\S)/,
  /^\s*%\s+(?=[a-z./])/,
  /^\s*\[?[\w.-]+@[\w.-]+[^\n$#%>]{0,80}\]?[$#%]\s+(?=\S)/,
  /^\s*(?:sh|bash)(?:-\d[\d.]*)?[$#]\s+(?=\S)/,
  /^\s*(?:root|admin)(?:@\S+)?[#$]\s+(?=\S)/,
  /^\s*\/\s?[#$]\s+(?=\S)/,
];

/** Takes the prompt off a line; null when there is none. */
export type ReadPrompt = (line: string) => string | null;

function withoutPrompt(line: string): string | null {
  for (const prompt of prompts) {
    const match = prompt.exec(line);
    if (match) return line.slice(match[0].length);
  }
  return null;
}

/** How the prompts of a fence are taken off; null when its lines have none. */
export function promptsOf(lines: string[]): ReadPrompt | null {
  if (lines.some((line) => withoutPrompt(line) !== null)) return withoutPrompt;
  return (
    doubtful.find(
      (prompt) => lines.some((line) => prompt(line) !== null) && isPromptOf(lines, prompt),
    ) ?? null
  );
}

/** Whether a block of another language or none shows a terminal: its first line is a command at a prompt. */
export function showsTerminal(code: string): boolean {
  const first = code.split('\n').find((line) => line.trim() !== '') ?? '';
  const bare = withoutPrompt(first);
  return bare !== null && lineKind(bare, 'untagged') === 'command';
}

/** `# ` may begin a comment, `> ` a quote, and `web-1# ` says nothing by itself. */
const doubtful: ReadPrompt[] = [
  /^\s*#\s+(?=\S)/,
  /^\s*>\s+(?=\S)/,
  /^\s*[a-z][\w.-]{1,40}[#$]\s+(?=\S)/,
].map((mark) => (line) => (mark.test(line) ? line.replace(mark, '') : null));

/**
 * `# systemctl restart web` is a root prompt where every such line of the fence is a command, and no
 * other line is one: what stands below is output. A comment says it in words, or has commands below it.
 */
function isPromptOf(lines: string[], prompt: ReadPrompt): boolean {
  let found = false;
  let goesOn = false;
  for (const line of lines) {
    const bare = prompt(line);
    const state = bare !== null && changesShell.test(bare);
    if (bare !== null && !state && !isPlainCommand(bare)) return false;
    if (bare === null && !goesOn && isPlainCommand(line)) return false;
    found ||= bare !== null && !state;
    goesOn = line.trimEnd().endsWith('\\') && (goesOn || bare !== null);
  }
  return found;
}

const changesShell = /^(?:(?:cd|source|export) [\w./~$=-]+|exit)$/;

/** It begins with a program whose name is no English word, and reads like a command. */
function isPlainCommand(line: string): boolean {
  const bare = line.trim().replace(/\s*\\$/, '');
  const [name = ''] = bare.replace(/^sudo\s+/, '').split(/\s+/);
  return isProgram(name) && !isEnglish(name) && lineKind(bare, 'untagged') === 'command';
}
