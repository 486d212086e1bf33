import type { Stage } from '../model.ts';
import { reasons } from './reasons.ts';

/** A command line that waits for a person or never ends: the reason, else null. */
export function needsPerson(stages: Stage[]): string | null {
  const lines = stages.map((stage) => wordsOf(stage));
  for (const [index, line] of lines.entries()) {
    const reason = judge(line, index > 0);
    if (reason) return reason;
  }
  return null;
}

/** The words of a stage; what is not known yet reads `?`. */
export function wordsOf(stage: Pick<Stage, 'argv'>): string[] {
  return stage.argv.map((argument) =>
    argument.map((piece) => (typeof piece === 'string' ? piece : '?')).join(''),
  );
}

/** Where the program behind `sudo`, `timeout` or `kubectl exec … --` stands. */
export function bareStart(line: string[]): number {
  return line.length - unwrap(line).length;
}

function judge(line: string[], fed: boolean): string | null {
  const bare = unwrap(line);
  const [path = '', ...rest] = bare;
  const program = path.split('/').at(-1) ?? '';
  const text = rest.join(' ');
  for (const rule of rules) {
    if (!rule.programs.includes(program)) continue;
    if (fed && rule.unlessFed) continue;
    if (rule.when(text, rest)) return rule.reason;
  }
  return null;
}

/** Drops wrappers and the part of an `exec` that stands before the inner command. */
function unwrap(line: string[]): string[] {
  let rest = line;
  for (let depth = 0; depth < 6; depth += 1) {
    const text = rest.join('\u0000');
    const match =
      /^(?:sudo(?:\0-[nEHS]+|\0-[ugh]\0[^\0]+)*|nohup|nice(?:\0-n\0[^\0]+)?|time|env(?:\0\w+=[^\0]*)*|timeout(?:\0-[^\0]+)*\0[^\0]+)\0(?!-)/.exec(
        text,
      );
    const exec = match ? null : execPrefix(rest);
    if (exec !== null) rest = rest.slice(exec);
    else if (match) rest = text.slice(match[0].length).split('\u0000');
    else return rest;
  }
  return rest;
}

function execPrefix(line: string[]): number | null {
  const program = line[0]?.split('/').at(-1) ?? '';
  const isExec = line.includes('exec') || line.includes('rsh');
  if (!isExec || !/^(?:kubectl|oc|docker|docker-compose|podman)$/.test(program)) return null;
  const dashes = line.indexOf('--');
  if (dashes > 0) return dashes + 1;
  if (program === 'kubectl' || program === 'oc') return null;
  if (line.some((word) => /^-(?:it|ti)$/.test(word))) return null;
  let index = line.indexOf('exec') + 1;
  while (line[index]?.startsWith('-')) {
    index += /^(?:-[uwe]|--user|--workdir|--env|--index)$/.test(line[index] ?? '') ? 2 : 1;
  }
  return index + 1 < line.length ? index + 1 : null;
}

interface Rule {
  programs: string[];
  when: (text: string, rest: string[]) => boolean;
  reason: string;
  /** Harmless when its input comes from a pipe. */
  unlessFed?: boolean;
}

const always = () => true;
const shells = ['bash', 'sh', 'zsh', 'ash', 'dash', 'ksh', 'fish'];
const operands = (rest: string[]) => rest.filter((word) => !word.startsWith('-')).length;
const FOLLOW = /(?:^|\s)(?:-[A-Za-z]*[fF](?:\s|$)|--follow(?:[=\s]|$))/;

const rules: Rule[] = [
  {
    programs: ['tail', 'journalctl', 'dmesg'],
    when: (t) => FOLLOW.test(t),
    reason: reasons.follow,
  },
  {
    programs: ['dmesg', 'kubectl', 'oc', 'jq'],
    when: (t, r) => r[0] !== 'exec' && /(?:^|\s)(?:-w|--watch)(?:\s|$)/.test(t),
    reason: reasons.follow,
  },
  {
    programs: ['docker', 'docker-compose', 'podman', 'kubectl', 'oc', 'stern', 'heroku'],
    when: (t) => /(?:^|\s)logs\s/.test(`${t} `) && FOLLOW.test(t.slice(t.indexOf('logs') + 4)),
    reason: reasons.follow,
  },
  {
    programs: ['docker', 'podman'],
    when: (t) => /^(?:container )?stats\b/.test(t) && !t.includes('--no-stream'),
    reason: reasons.endless,
  },
  {
    programs: ['docker', 'docker-compose'],
    when: (t, r) => r.includes('up') && !/(?:^|\s)(?:-d|--detach|--wait)(?:\s|$)/.test(t),
    reason: reasons.endless,
  },
  { programs: ['docker'], when: (t) => /^(?:events|attach)\b/.test(t), reason: reasons.endless },
  {
    programs: ['docker', 'docker-compose', 'podman'],
    when: (t) => /(?:^|\s)-(?:it|ti|t|i)(?:\s|$)/.test(t) && /(?:^|\s)(?:exec|run)\s/.test(t),
    reason: reasons.session,
  },
  {
    programs: ['kubectl', 'oc'],
    when: (t) => /(?:^|\s)(?:port-forward|proxy)(?:\s|$)/.test(t),
    reason: reasons.endless,
  },
  {
    programs: ['kubectl', 'oc'],
    when: (t) =>
      /(?:^|\s)(?:exec|run|attach|debug|rsh)\s/.test(t) &&
      (!/\s--\s/.test(t) || / -- .*(?:^|\s)-(?:it|ti)(?:\s|$)/.test(t)),
    reason: reasons.session,
  },
  { programs: ['kubectl', 'oc'], when: (t) => /(?:^|\s)edit\s/.test(t), reason: reasons.editor },
  { programs: ['stern', 'tcpdump'], when: (t) => !/(?:^|\s)-c/.test(t), reason: reasons.endless },
  { programs: ['yes', 'inotifywait'], when: always, reason: reasons.endless },
  {
    programs: ['ping', 'ping6'],
    when: (t) => !/(?:^|\s)-[A-Za-z]*[cw]\s*\d/.test(t),
    reason: reasons.endless,
  },
  {
    programs: ['vmstat', 'iostat', 'mpstat', 'sar', 'pidstat'],
    when: (_, r) => r.filter((word) => /^\d+$/.test(word)).length === 1,
    reason: reasons.endless,
  },
  {
    programs: ['redis-cli'],
    when: (t) => /(?:^|\s)(?:monitor|subscribe|psubscribe|--stat|--latency)(?:\s|$)/i.test(t),
    reason: reasons.endless,
  },
  { programs: ['watch'], when: always, reason: reasons.endless },
  { programs: ['top'], when: (t) => !/(?:^|\s)-[A-Za-z]*b/.test(t), reason: reasons.screen },
  {
    programs: [
      'htop',
      'atop',
      'iotop',
      'iftop',
      'nethogs',
      'glances',
      'mtr',
      'k9s',
      'tmux',
      'screen',
    ],
    when: (t) => !/(?:^|\s)(?:-b|--batch|--report|-r)(?:\s|$)/.test(t),
    reason: reasons.screen,
  },
  { programs: ['less', 'more', 'man', 'most', 'lnav'], when: always, reason: reasons.screen },
  {
    programs: ['vi', 'vim', 'nvim', 'nano', 'emacs', 'ed', 'code', 'visudo', 'vipw', 'sudoedit'],
    when: always,
    reason: reasons.editor,
  },
  { programs: ['crontab'], when: (t) => /(?:^|\s)-e(?:\s|$)/.test(t), reason: reasons.editor },
  { programs: ['systemctl'], when: (t) => /(?:^|\s)edit\s/.test(t), reason: reasons.editor },
  { programs: ['ssh', 'mosh'], when: (_, r) => sshOperands(r) < 2, reason: reasons.session },
  { programs: ['ssh'], when: (t) => /(?:^|\s)-[A-Za-z]*t/.test(t), reason: reasons.session },
  {
    programs: ['telnet', 'ftp', 'sftp', 'passwd', 'mongosh', 'mongo', 'gdb'],
    when: (t) => !/(?:^|\s)(?:--eval|-batch|-b)/.test(t),
    reason: reasons.session,
    unlessFed: true,
  },
  { programs: ['su', 'login'], when: (t) => !/(?:^|\s)-c\s/.test(t), reason: reasons.session },
  {
    programs: ['sudo'],
    when: (t, r) => r.length === 0 || /(?:^|\s)(?:-i|-s|su)(?:\s|$)/.test(t),
    reason: reasons.session,
  },
  {
    programs: shells,
    when: (_, r) => operands(r) === 0 && !r.some((w) => w.startsWith('-') && w.includes('c')),
    reason: reasons.session,
    unlessFed: true,
  },
  {
    programs: ['python', 'python3', 'node', 'irb', 'ipython', 'php', 'iex', 'scala'],
    when: (t, r) => operands(r) === 0 && !/(?:^|\s)(?:-[cmeVv]|--version|--eval|--help)/.test(t),
    reason: reasons.session,
    unlessFed: true,
  },
  {
    programs: ['psql'],
    when: (t) => !/(?:^|\s)(?:-[A-Za-z]*[cfl]|--command|--file|--list|--version)/.test(t),
    reason: reasons.session,
    unlessFed: true,
  },
  {
    programs: ['mysql', 'mariadb'],
    when: (t) => !/(?:^|\s)(?:-[A-Za-z]*e|--execute|--version)/.test(t),
    reason: reasons.session,
    unlessFed: true,
  },
  {
    programs: ['sqlite3'],
    when: (_, r) => operands(r) < 2 && !r.includes('--version'),
    reason: reasons.session,
    unlessFed: true,
  },
  {
    programs: ['redis-cli'],
    when: (t, r) =>
      redisWords(r) === 0 && !/--(?:scan|bigkeys|memkeys|version|rdb|hotkeys)/.test(t),
    reason: reasons.session,
    unlessFed: true,
  },
  {
    programs: ['rails', 'bundle'],
    when: (t) => /(?:^|\s)(?:console|c|dbconsole)(?:\s|$)/.test(t),
    reason: reasons.session,
  },
];

function sshOperands(rest: string[]): number {
  let count = 0;
  for (let i = 0; i < rest.length; i += 1) {
    const word = rest[i] ?? '';
    if (count === 0 && /^-[bcDEeFIiJLlmOopQRSWw]$/.test(word)) i += 1;
    else if (count > 0 || !word.startsWith('-')) count += 1;
  }
  return count;
}

function redisWords(rest: string[]): number {
  let count = 0;
  for (let i = 0; i < rest.length; i += 1) {
    const word = rest[i] ?? '';
    if (/^-[hpanuri]$/.test(word) || word === '--user' || word === '--pass') i += 1;
    else if (!word.startsWith('-')) count += 1;
  }
  return count;
}
