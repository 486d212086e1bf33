import { reasons } from './reasons.ts';

interface Rule {
  programs: string[];
  when: (text: string, rest: string[]) => boolean;
  reason: string;
  /** Harmless when its input comes from a pipe. */
  unlessFed?: boolean;
}

/** What programs wait for a person or never end. */
export function rulesFor(program: string): readonly Rule[] {
  return byProgram.get(program) ?? [];
}

/** Whether a line names a program that may open a session; most do not, and need no closer look. */
export function mayOpenSession(text: string): boolean {
  return text.split(/[^\w.+-]+/).some((word) => openers.has(word));
}

const always = () => true;
const shells = ['bash', 'sh', 'zsh', 'ash', 'dash', 'ksh', 'fish'];
const operands = (rest: string[]) => rest.filter((word) => !word.startsWith('-')).length;
const FOLLOW = /(?:^|\s)(?:-[A-Za-z]*[fF](?:\s|$)|--follow(?:[=\s]|$))/;

/** The first rule that fits gives the reason. */
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
    programs: ['aws', 'flux', 'argocd', 'crictl', 'nomad', 'gcloud', 'az', 'oc', 'bosh'],
    when: (t) => /(?:^|\s)--follow(?:\s|$)|(?:^|\s)(?:logs|log tail)\s.*-f(?:\s|$)/.test(`${t} `),
    reason: reasons.follow,
  },
  {
    programs: ['cf', 'fly', 'flyctl'],
    when: (t) => /(?:^|\s)logs(?:\s|$)/.test(t) && !/--recent|--no-tail|(?:^|\s)-n(?:\s|$)/.test(t),
    reason: reasons.follow,
  },
  {
    programs: ['heroku'],
    when: (t) => /^logs\s/.test(t) && /(?:^|\s)(?:-t|--tail)(?:\s|$)/.test(t),
    reason: reasons.follow,
  },
  {
    programs: [
      'bosh',
      'cf',
      'vagrant',
      'minikube',
      'tsh',
      'docker-machine',
      'fly',
      'flyctl',
      'gcloud',
      'az',
    ],
    when: (t) => /(?:^|\s)ssh(?:\s|$)/.test(t) && !/(?:^|\s)(?:-c|--command|-C)(?:[\s=]|$)/.test(t),
    reason: reasons.session,
  },
  {
    programs: ['aws'],
    when: (t) => /^(?:.*\s)?ssm start-session|ecs execute-command .*--interactive/.test(t),
    reason: reasons.session,
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
    programs: ['telnet', 'ftp', 'sftp', 'passwd', 'mongosh', 'mongo', 'gdb', 'zkCli.sh', 'sqlplus'],
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
    programs: ['cqlsh', 'clickhouse-client', 'sqlcmd'],
    when: (t) => !/(?:^|\s)(?:-e|--execute|-q|--query|-Q|-f|-i)(?:[\s=]|$)/.test(t),
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

const byProgram = new Map<string, Rule[]>();
for (const rule of rules) {
  for (const program of rule.programs)
    byProgram.set(program, [...(byProgram.get(program) ?? []), rule]);
}

const openers = new Set(
  rules.flatMap(({ programs, reason }) => (reason === reasons.session ? programs : [])),
);
