import type { Argument, Pipeline, Stage } from '../model.ts';
import { bareStart, wordsOf } from './endless.ts';
import { type ReadPlain, watched } from './watch.ts';

/** How many lines stand in for "follow": a screen or two, and what Slack can show. */
const LINES = 200;

/** The same command with an end, or null where none is known; `read` reads what `watch` was given. */
export function bounded(pipeline: Pipeline, read: ReadPlain): Pipeline | null {
  let changed = false;
  const stages = pipeline.flatMap((stage): Pipeline => {
    const inner = watched(stage, read);
    const found = inner ?? [stage];
    const ended = found.map((one) => boundedStage(one) ?? one);
    if (inner || ended.some((one, index) => one !== found[index])) changed = true;
    return ended;
  });
  return changed ? stages : null;
}

function boundedStage(stage: Stage): Stage | null {
  const quiet = withoutTerminal(stage.argv);
  const argv = quiet ?? stage.argv;
  const start = bareStart(wordsOf({ argv }));
  const bare = argv.slice(start);
  const words = wordsOf({ argv: bare });
  const program = (words[0] ?? '').split('/').at(-1) ?? '';
  const rule = rules.find(({ programs, when }) => programs.includes(program) && when(words));
  const inner = rule ? rule.change(bare, words) : null;
  return inner || quiet ? { ...stage, argv: [...argv.slice(0, start), ...(inner ?? bare)] } : null;
}

interface Rule {
  programs: string[];
  when: (words: string[]) => boolean;
  change: (argv: Argument[], words: string[]) => Argument[] | null;
}

const follow = /^(?:-f|-F|--follow(?:=\w+)?)$/;
const containers = ['docker', 'podman', 'docker-compose'];
const kube = ['kubectl', 'oc'];

const rules: Rule[] = [
  {
    programs: ['tail'],
    when: (words) => words.some((word) => follow.test(word) || /^-\w*[fF]\w*$/.test(word)),
    change: (argv, words) => {
      const kept = without(argv, words, /[fF]/, follow);
      const has = wordsOf({ argv: kept }).some((word) =>
        /^(?:-\d+|-[nc].*|-\w*[nc]|--(?:lines|bytes).*)$/.test(word),
      );
      return has ? kept : insert(kept, 1, ['-n', String(LINES)]);
    },
  },
  {
    programs: ['journalctl'],
    when: (words) => words.some((word) => /^(?:--follow|-[a-zA-Z]*f[a-zA-Z]*)$/.test(word)),
    change: (argv, words) => {
      const kept = without(argv, words, /f/, follow);
      const has = wordsOf({ argv: kept }).some((word) =>
        /^(?:-n.*|--lines.*|-S|--since.*)$/.test(word),
      );
      return insert(kept, 1, ['--no-pager', ...(has ? [] : ['-n', String(LINES)])]);
    },
  },
  {
    programs: ['dmesg'],
    when: (words) => words.some((word) => /^(?:--follow|-[A-Za-z]*w[A-Za-z]*)$/.test(word)),
    change: (argv, words) => without(argv, words, /w/, /^--follow$/),
  },
  {
    programs: [...containers, ...kube],
    when: (words) => {
      const at = words.indexOf('logs');
      return at > 0 && words.slice(at).some((word) => follow.test(word) || /^-[ft]{2}$/.test(word));
    },
    change: (argv, words) => {
      const at = words.indexOf('logs');
      const rest = without(argv.slice(at), words.slice(at), /f/, follow);
      const has = wordsOf({ argv: rest }).some((word) => /^--(?:tail|since)/.test(word));
      return [...argv.slice(0, at), ...(has ? rest : insert(rest, 1, [`--tail=${LINES}`]))];
    },
  },
  {
    programs: kube,
    when: (words) => words.includes('get') && words.some((word) => watchFlag.test(word)),
    change: (argv, words) => argv.filter((_, index) => !watchFlag.test(words[index] ?? '')),
  },
  {
    programs: ['aws', 'flux', 'argocd', 'crictl'],
    when: (words) => words.includes('logs') && words.some((word) => follow.test(word)),
    change: (argv, words) => argv.filter((_, index) => !follow.test(words[index] ?? '')),
  },
  {
    programs: ['cf'],
    when: (words) => words[1] === 'logs' && !words.includes('--recent'),
    change: (argv) => insert(argv, argv.length, ['--recent']),
  },
  {
    programs: ['top'],
    when: (words) => !words.slice(1).some((word) => /^-[a-zA-Z]*b/.test(word)),
    change: (argv, words) => insert(argv, 1, words.includes('-n') ? ['-b'] : ['-b', '-n', '1']),
  },
  {
    programs: ['docker', 'podman'],
    when: (words) => /^(?:container )?stats\b/.test(words.slice(1).join(' ')),
    change: (argv, words) =>
      words.includes('--no-stream')
        ? null
        : insert(argv, words.indexOf('stats') + 1, ['--no-stream']),
  },
  {
    programs: ['ping', 'ping6'],
    when: (words) => !words.some((word) => /^-[A-Za-z]*[cw]/.test(word)),
    change: (argv) => insert(argv, 1, ['-c', '4']),
  },
  {
    programs: ['vmstat', 'iostat', 'mpstat', 'pidstat'],
    when: (words) =>
      words.filter((word) => /^\d+$/.test(word)).length === 1 && /^\d+$/.test(words.at(-1) ?? ''),
    change: (argv) => [...argv, ['3']],
  },
];

const watchFlag = /^(?:-w|--watch(?:=true)?)$/;

/** Drops a flag, alone or inside a cluster of short ones: `-xef` keeps `-xe`. */
function without(argv: Argument[], words: string[], letter: RegExp, whole: RegExp): Argument[] {
  return argv.flatMap((argument, index): Argument[] => {
    const word = words[index] ?? '';
    if (index === 0) return [argument];
    if (whole.test(word)) return [];
    if (!/^-\d*[A-Za-z]{2,5}$|^-\d+[fF]$/.test(word)) return [argument];
    const left = word.replaceAll(new RegExp(letter, 'g'), '');
    return left === '-' ? [] : [[left]];
  });
}

function insert(argv: Argument[], at: number, words: string[]): Argument[] {
  return [...argv.slice(0, at), ...words.map((word): Argument => [word]), ...argv.slice(at)];
}

/** `docker exec -it web ls`: without a terminal, which a button does not have. */
function withoutTerminal(argv: Argument[]): Argument[] | null {
  const words = wordsOf({ argv });
  const at = words.findIndex(
    (word, index) => word === 'exec' && words.slice(0, index).some(isContainerTool),
  );
  const tool = words.find(isContainerTool) ?? '';
  const to = kube.includes(tool) ? words.indexOf('--') : endOfFlags(words, at + 1);
  if (at < 0 || to < 0) return null;
  const compose = tool === 'docker-compose' || words[at - 1] === 'compose';
  const kept = argv.filter(
    (_, index) => index <= at || index >= to || !terminal.test(words[index] ?? ''),
  );
  const missing = compose && !words.slice(at, to).includes('-T');
  if (kept.length === argv.length && !missing) return null;
  return missing ? insert(kept, at + 1, ['-T']) : kept;
}

const terminal = /^(?:-it|-ti|-i|-t|--tty|--stdin|--interactive)$/;

function isContainerTool(word: string): boolean {
  return [...containers, ...kube].includes(word.split('/').at(-1) ?? '');
}

function endOfFlags(words: string[], from: number): number {
  let at = from;
  while (words[at]?.startsWith('-')) {
    at += /^(?:-[uwe]|--user|--workdir|--env|--index)$/.test(words[at] ?? '') ? 2 : 1;
  }
  return at;
}
