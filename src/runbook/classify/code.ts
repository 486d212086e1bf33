import { ADDED, type Verdict } from './row.ts';

/** Inline programs (`python -c`, `awk`, `sed`): readable ones only where the language is small. */
export function codeVerdict(program: string, args: string[]): Verdict | null {
  if (/^(?:python[\d.]*|node|ruby|perl|php|deno|bun)$/.test(program)) return script(program, args);
  if (/^[gm]?awk$|^nawk$/.test(program)) return awk(args);
  if (program === 'sed') return sed(args);
  if (/^(?:less|more|man|top)$/.test(program) && args.some((word) => word.startsWith('+'))) {
    return verdict('mutating', 'a start command of a viewer can run programs');
  }
  if (program === 'find') return find(args);
  if (program === 'date') return date(args);
  if (program === 'cp' || program === 'mv') return overLiveData(args);
  return null;
}

const losing =
  /\b(?:rmtree|unlink|remove|rmdir|truncate|drop|delete|destroy|flushall|flushdb|purge|cleanup\w*|clean_up\w*|wipe|reset\w*|restore)\b/i;

function script(program: string, args: string[]): Verdict | null {
  const flag = args.find((word) =>
    /^--?(?:cleanup|clean-up|delete|purge|wipe|drop|prune)\b/.test(word),
  );
  if (flag) return verdict('destructive', `\`${flag.slice(0, 40)}\` announces a loss`);
  const inline = args.findIndex((word) => /^-[a-zA-Z]*[ce]$|^--eval$/.test(word));
  if (isHealthCheck(args[0] === '-m' ? args.slice(1) : args)) return healthCheck();
  if (formatsJson(args)) return verdict('readonly', 'it lays out JSON');
  if (inline < 0 && /^--(?:list|dry-run|help|status)$/.test(args.slice(1).join(' ')))
    return verdict('mutating', `it runs ${program} code, which says that it only looks`);
  // The values of a script's own options are names, not deeds.
  const said = inline >= 0 ? args : args.slice(0, args[0] === '-m' ? 2 : 1);
  const text = said.join(' ').replaceAll('_', ' ');
  const asks = /^(?:-V|-v|--version)$/.test(args.join(' ')) && program !== 'php';
  if (asks) return verdict('readonly', 'it only prints its version');
  if (losing.test(text) && !/\b(?:test|verify|check)\b/i.test(text)) {
    return verdict('destructive', `the ${program} code sounds like it removes something`);
  }
  return verdict('mutating', `it runs ${program} code, which can do anything`);
}

/** `python3 -m json.tool`; a second file name would be written to. */
function formatsJson([flag, module, ...rest]: string[]): boolean {
  return flag === '-m' && module === 'json.tool' && rest.length <= 1 && !rest.includes(ADDED);
}

/**
 * A script called health check, without anything behind it: such scripts are made to be run by machines
 * every few seconds. A name proves nothing, so it is run only as what changes something may be.
 */
export function isHealthCheck(words: string[]): boolean {
  const [path = '', ...rest] = words;
  const name = /(?:^|[/.])([\w-]+?)(?:\.(?:sh|py|rb|js|ts|php|pl))?$/.exec(path)?.[1] ?? '';
  return rest.length === 0 && /^(?:run[-_])?(?:health[-_]?checks?|check[-_]health)$/.test(name);
}

export function healthCheck(): Verdict {
  return { ...verdict('readonly', 'it is called a health check'), unproven: true };
}

function awk(args: string[]): Verdict {
  const rest = [...args];
  while (rest[0]?.startsWith('-')) {
    const flag = rest.shift() ?? '';
    if (flag === '-F' || flag === '-v') rest.shift();
    else if (!/^-[Fv]./.test(flag)) return verdict('mutating', 'an awk option that can do more');
  }
  const program = rest[0] ?? '';
  if (program.includes('\uE000')) return verdict('mutating', 'a value is filled into awk code');
  // `>` compares in a condition but writes a file behind a print; quotes are not worth trusting.
  const print = program.indexOf('print');
  const writes = print >= 0 && program.lastIndexOf('>') > print;
  if (writes || /\bsystem\b|getline|@|\bclose\b|\|/.test(program.replaceAll('||', ''))) {
    return verdict('mutating', 'the awk code can write files or start programs');
  }
  return verdict('readonly', 'it filters text');
}

function sed(args: string[]): Verdict {
  const scripts: string[] = [];
  const operands: string[] = [];
  const words = [...args];
  let explicit = false;
  while (words.length > 0) {
    const word = words.shift() ?? '';
    if (word === '-e' || word === '--expression') {
      scripts.push(words.shift() ?? '');
      explicit = true;
    } else if (/^-[nErsuz]+$/.test(word) || word === '--quiet' || word === '--regexp-extended') {
    } else if (word.startsWith('-')) {
      return verdict('mutating', 'a sed option that can change files');
    } else {
      operands.push(word);
    }
  }
  // GNU sed takes options behind the file names too, so every word was looked at.
  if (!explicit) scripts.push(...operands.slice(0, 1));
  const harmless = scripts.every(
    (script) =>
      !script.includes('\uE000') &&
      /^(?:[\d,$]*(?:\/[^/]*\/(?:,(?:\/[^/]*\/|\$|\+?\d+))?)?\s*[pdq]|s(.)(?:(?!\1)[^\\]|\\.)*\1(?:(?!\1)[^\\]|\\.)*\1[gipI\d]*)$/s.test(
        script,
      ),
  );
  return harmless && scripts.length > 0
    ? verdict('readonly', 'it filters text')
    : verdict('mutating', 'the sed script may write files');
}

/** Copying a dump back over a server's own files is a restore, whatever the program is called. */
function overLiveData(args: string[]): Verdict | null {
  const target = args.filter((word) => !word.startsWith('-')).at(-1) ?? '';
  const live =
    /^\/var\/lib\/|(?:^|\/)dump\.rdb$|\/pgdata\//.test(target) && !/backup|bak/i.test(target);
  return live ? verdict('destructive', 'it overwrites the data of a server') : null;
}

const findTests = new Set(
  '-name -iname -path -ipath -wholename -regex -type -size -mtime -mmin -atime -amin -ctime -cmin -newer -user -group -perm -maxdepth -mindepth -empty -not -o -or -a -and -print -print0 -ls -printf -xdev -mount -follow -readable -writable -executable -inum -links -nouser -nogroup -regextype -prune -daystart -L -H -P'.split(
    ' ',
  ),
);

function find(args: string[]): Verdict {
  if (args.includes('-delete')) return verdict('destructive', 'it deletes files');
  const exec = args.findIndex((word) => /^-(?:exec|execdir|ok|okdir)$/.test(word));
  if (exec >= 0) {
    const inner = args[exec + 1] ?? '';
    return /(?:^|\/)(?:rm|shred|unlink|truncate)$/.test(inner)
      ? verdict('destructive', 'it deletes what it finds')
      : verdict('mutating', 'it starts a program for each file');
  }
  const bad = args.find((word, index) => {
    if (!word.startsWith('-') || findTests.has(word)) return false;
    return !/^-\d+\D?$|^-newer[aBcm][aBcmt]$/.test(word) || index === 0;
  });
  return bad
    ? verdict('mutating', `\`${bad}\` of find can change something`)
    : verdict('readonly', 'it lists files');
}

function date(args: string[]): Verdict {
  const words = [...args];
  while (words.length > 0) {
    const word = words.shift() ?? '';
    if (/^-(?:u|R|I\w*)$|^--(?:utc|rfc-\S+|iso-\S+|date=.*|universal)$|^\+/.test(word)) continue;
    if (word === '-d' || word === '--date' || word === '-r') words.shift();
    else return verdict('mutating', 'it may set the clock');
  }
  return verdict('readonly', 'it prints the time');
}

function verdict(kind: Verdict['class'], because: string): Verdict {
  return { class: kind, revealsSecrets: false, because };
}
