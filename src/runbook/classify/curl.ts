import { deedOf } from './deed.ts';
import type { Verdict } from './row.ts';

/** curl, wget and httpie: an allow-list of flags, because new versions add new ways to write. */
export function curlVerdict(program: string, args: string[]): Verdict | null {
  if (program === 'curl') return curl(args);
  if (program === 'wget') return wget(args);
  if (program === 'http' || program === 'https') return httpie(args);
  return null;
}

const shortAlone = 'sSfvikLIgN46G#';
const shortValued = 'HumwxAebXdoD';
const longAlone = new Set(
  '--silent --show-error --fail --verbose --include --insecure --location --head --globoff --compressed --get --no-buffer --ipv4 --ipv6 --http1.1 --http2 --fail-with-body --no-progress-meter'.split(
    ' ',
  ),
);
const longValued = new Set(
  '--header --user --max-time --write-out --proxy --user-agent --referer --cookie --request --data --data-raw --data-binary --data-urlencode --json --output --dump-header --connect-timeout --retry --retry-delay --retry-max-time --resolve --cacert --cert --key --url --oauth2-bearer --limit-rate'.split(
    ' ',
  ),
);

interface CurlCall {
  method: string | null;
  data: boolean;
  get: boolean;
  urls: string[];
}

function curl(args: string[]): Verdict {
  const call: CurlCall = { method: null, data: false, get: false, urls: [] };
  const words = [...args];
  while (words.length > 0) {
    const word = words.shift() ?? '';
    const problem = word.startsWith('--')
      ? longFlag(word, words, call)
      : word.startsWith('-')
        ? shortFlags(word, words, call)
        : addUrl(word, call);
    if (problem) return verdict('mutating', `\`${problem}\` of curl can write or send something`);
  }
  return byMethod(call);
}

function addUrl(url: string, call: CurlCall): undefined {
  call.urls.push(url);
}

function byMethod(call: CurlCall): Verdict {
  const method = call.method ?? (call.data && !call.get ? 'POST' : 'GET');
  if (/^delete$/i.test(method)) return verdict('destructive', 'it sends a DELETE request');
  if (!/^(?:get|head|options)$/i.test(method)) {
    return verdict(
      'mutating',
      `it sends a ${method.slice(0, 12).replace(/[\uE000\uE001]/g, '…')} request`,
    );
  }
  const scheme = call.urls.find(
    (url) => /^[a-z][a-z0-9+]*:\/\//i.test(url) && !/^https?:/i.test(url),
  );
  if (scheme || call.urls.length === 0) return verdict('mutating', 'it does not speak HTTP');
  return asks(call.urls);
}

function asks(urls: string[]): Verdict {
  const deed = urls.map(deedOf).find((word) => word !== null);
  return deed
    ? verdict('mutating', `its address says \`${deed}\``)
    : verdict('readonly', 'it only asks a web address');
}

function shortFlags(word: string, words: string[], call: CurlCall): string | undefined {
  for (let i = 1; i < word.length; i += 1) {
    const flag = word[i] ?? '';
    if (shortAlone.includes(flag)) {
      if (flag === 'G') call.get = true;
      if (flag === 'I') call.method ??= 'HEAD';
      continue;
    }
    if (!shortValued.includes(flag)) return `-${flag}`;
    const value = word.slice(i + 1) || (words.shift() ?? '');
    return take(`-${flag}`, value, call);
  }
}

function longFlag(word: string, words: string[], call: CurlCall): string | undefined {
  if (longAlone.has(word)) {
    if (word === '--get') call.get = true;
    return;
  }
  if (!longValued.has(word)) return word.split('=')[0] ?? word;
  return take(word, words.shift() ?? '', call);
}

function take(flag: string, value: string, call: CurlCall): string | undefined {
  switch (flag) {
    case '-X':
    case '--request':
      call.method = value;
      return;
    case '-o':
    case '--output':
    case '-D':
    case '--dump-header':
      return /^(?:\/dev\/(?:null|stdout|stderr)|-)$/.test(value) ? undefined : flag;
    case '-w':
    case '--write-out':
      return /output\{/.test(value) || value.includes('\uE000') ? flag : undefined;
    case '--url':
      call.urls.push(value);
      return;
    default:
      if (/^(?:-d|--data.*|--json)$/.test(flag)) call.data = true;
  }
}

function wget(args: string[]): Verdict {
  const known =
    /^(?:-q|-S|-nv|--spider|--quiet|--server-response|--no-check-certificate|--timeout=\d+|--tries=\d+|-T\d+|-t\d+|-O-|-qO-|-O\/dev\/null|-qO\/dev\/null)$/;
  const words = args
    .join('\n')
    .replace(/(-q?O)\n(-|\/dev\/null)(?=\n|$)/g, '$1$2')
    .split('\n');
  const flags = words.filter((word) => word.startsWith('-'));
  const quiet = flags.some((flag) => /^--spider$|^-q?O/.test(flag));
  return quiet && flags.every((flag) => known.test(flag))
    ? asks(words.filter((word) => !word.startsWith('-')))
    : verdict('mutating', 'it saves a file or sends something');
}

function httpie(args: string[]): Verdict {
  const [first = '', second = '', ...rest] = args.filter((word) => !/^(?:-b|-h|-v)$/.test(word));
  if (args.some((word) => word.startsWith('-') && !/^-[bhv]$/.test(word))) {
    return verdict('mutating', 'an option of httpie that can write or send something');
  }
  const url = /^get$|^head$/i.test(first) ? second : first;
  const others = url === first ? [second, ...rest].filter(Boolean) : rest;
  const plain = others.every((word) => /^[\w-]+:(?!=)\S+$|^\w+==\S+$/.test(word));
  return plain && /^(?:https?:\/\/|:|[\w.-]+)/.test(url) && !/^[A-Z]+$/.test(url)
    ? asks([url])
    : verdict('mutating', 'it may send something');
}

function verdict(kind: Verdict['class'], because: string): Verdict {
  return { class: kind, revealsSecrets: false, because };
}
