import type { Channel, Member, SlashCommand } from '../../contract.ts';

interface Suggestion {
  /** What replaces the typed part. */
  insert: string;
  label: string;
  hint: string;
}

export interface Suggestions {
  from: number;
  to: number;
  options: Suggestion[];
  /** Enter takes the first one; without it Enter sends until the arrows picked one. */
  eager: boolean;
}

interface Known {
  commands: SlashCommand[];
  members: Member[];
  channels: Channel[];
}

const MOST = 8;

/** What could stand where the caret is: a command, its next word, a member or a channel. */
export function suggest(text: string, caret: number, known: Known): Suggestions | null {
  const before = text.slice(0, caret);
  return (
    commandNames(before, known.commands) ??
    names(before, known) ??
    commandWords(before, known.commands)
  );
}

/** The command that the text begins with, to show how it is used. */
export function commandOf(text: string, commands: SlashCommand[]): SlashCommand | null {
  const name = /^\/\S+/.exec(text)?.[0];
  return commands.find(({ command }) => command === name) ?? null;
}

function commandNames(before: string, commands: SlashCommand[]): Suggestions | null {
  if (!/^\/\S*$/.test(before)) return null;
  const options = commands
    .filter(({ command }) => command.startsWith(before) && command !== before)
    .map(({ command, usage_hint, description }) => ({
      insert: `${command} `,
      label: usage_hint ? `${command} ${usage_hint}` : command,
      hint: description,
    }));
  return found(0, before.length, options, true);
}

/** A usage hint lists its first words between bars: `declare <severity> | list | help`. */
function commandWords(before: string, commands: SlashCommand[]): Suggestions | null {
  const match = /^(\/\S+) (\S*)$/.exec(before);
  const command = match && commands.find((each) => each.command === match[1]);
  if (!match || !command) return null;
  const typed = match[2] ?? '';
  const options = alternatives(command.usage_hint)
    .filter((words) => /^[a-z]/.test(words))
    .map((words) => ({ word: words.split(/\s/)[0] ?? '', words }))
    .filter(({ word }) => word.startsWith(typed) && word !== typed)
    .map(({ word, words }) => ({ insert: `${word} `, label: words, hint: '' }));
  return found(before.length - typed.length, before.length, options, false);
}

function names(before: string, { members, channels }: Known): Suggestions | null {
  const match = /(?:^|\s)([@#])([\w.-]*)$/.exec(before);
  if (!match) return null;
  const typed = (match[2] ?? '').toLowerCase();
  const options =
    match[1] === '@'
      ? members
          .filter((m) => `${m.name} ${m.real_name}`.toLowerCase().includes(typed))
          .map((m) => ({ insert: `@${m.name} `, label: m.real_name, hint: m.title }))
      : channels
          .filter((c) => !c.is_im && !c.is_archived && c.name.includes(typed))
          .map((c) => ({ insert: `#${c.name} `, label: `#${c.name}`, hint: c.topic }));
  return found(before.length - typed.length - 1, before.length, options, true);
}

function alternatives(hint: string): string[] {
  return hint.split(/\s*\|\s*(?![^<[]*[>\]])/).map((words) => words.trim());
}

function found(from: number, to: number, options: Suggestion[], eager: boolean) {
  return options.length > 0 ? { from, to, options: options.slice(0, MOST), eager } : null;
}
