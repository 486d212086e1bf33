import type { ShellOnly } from './word.ts';

/** Why a command is copy-only, for somebody tired: what it needs, never how the parser failed. */
export const reasons = {
  unreadable: 'Runbell cannot read this line as one complete command. Copy it and check it first.',
  sequence: 'It joins several commands with `;`, `&&` or `||`, which needs a shell.',
  background: 'It starts something in the background (`&`), which needs a shell.',
  control: 'It is a loop or a condition, which needs a shell.',
  function: 'It defines a shell function.',
  timed: 'It uses `time` or `!`, which needs a shell.',
  assignment: 'It sets a variable in your own shell.',
  longRewrite:
    'It needs a terminal or never ends by itself, and is too long to be shown once more in the form that would run.',
  ownShell: 'It changes your own shell, which Runbell does not have.',
  computed: 'It only computes a date: Runbell fills it in below by itself.',
  envValue: 'It sets a variable to a value that only your shell knows.',
  program: 'The program itself is a placeholder, so nobody can tell what would run.',
  heredoc: 'It feeds text to the command (`<<`), which needs a shell.',
  input: 'It reads its input from a file (`<`), which needs a shell.',
  redirect: 'It writes its output to a file (`>`), which needs a shell.',
  substitution: 'It puts the output of another command (`$(…)`) into itself, which needs a shell.',
  pattern: 'It uses a file pattern (`*`, `?` or `{a,b}`), which needs a shell.',
  expansion: 'It uses a shell variable that only a running shell can fill in.',
  home: 'It starts from your home folder (`~`), which is another one for Runbell.',
  process: 'It uses another command as a file (`<(…)`), which needs a shell.',
  ownVariable: 'It shows a variable of your own shell, which Runbell does not have.',
  follow: 'It never ends by itself: it follows the output until you stop it.',
  endless: 'It never ends by itself: it runs until you stop it.',
  screen: 'It draws on a terminal and waits for your keys.',
  editor: 'It opens an editor.',
  session: 'It opens a session that waits for what you type.',
  insideSession: 'It belongs inside the session that a line above it opens.',
  folder: 'It depends on a line above it (`cd` or `source`) that changes your own shell.',
} as const satisfies Record<ShellOnly | string, string>;
