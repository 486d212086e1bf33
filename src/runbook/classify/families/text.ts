import type { Family, Row } from '../row.ts';
import { changes, reads } from './make.ts';

/** Filters and viewers. `lacks` holds every flag by which one of them writes or starts something. */
export const text: Family[] = [
  reader('cat', 'cat /proc/mdstat'),
  reader('head', 'head -20 app.log'),
  reader('tail', 'tail -n 50 app.log'),
  reader('grep', 'grep ERROR app.log'),
  reader('egrep', 'egrep a app.log'),
  reader('fgrep', 'fgrep a app.log'),
  reader('zgrep', 'zgrep ERROR app.log.1.gz'),
  reader('zcat', 'zcat app.log.1.gz'),
  reader('rg', 'rg ERROR logs', { lacks: ['--pre', '--hostname-bin'] }),
  reader('wc', 'wc -l app.log'),
  reader('cut', 'cut -d: -f1'),
  reader('tr', 'tr a b'),
  reader('sort', 'sort -rn', { lacks: ['-o', '--output', '--compress-program', '-T'] }),
  reader('uniq', 'uniq -c', { most: 1 }),
  reader('nl', 'nl a'),
  reader('tac', 'tac a'),
  reader('rev', 'rev a'),
  reader('fold', 'fold -w 80 a'),
  reader('column', 'column -t a'),
  reader('paste', 'paste a b'),
  reader('join', 'join a b'),
  reader('comm', 'comm a b'),
  reader('diff', 'diff a b', { lacks: ['--output'] }),
  reader('cmp', 'cmp a b'),
  reader('jq', 'jq .status'),
  reader('yq', 'yq .a a.yaml', { lacks: ['-i', '--inplace', '--in-place', '-s', '--split-exp'] }),
  reader('strings', 'strings a'),
  reader('od', 'od -c a'),
  reader('hexdump', 'hexdump -C a'),
  reader('base64', 'base64 -d a', { lacks: ['-o', '--output'] }),
  reader('md5sum', 'md5sum a'),
  reader('sha256sum', 'sha256sum a'),
  reader('less', 'less app.log', {
    lacks: ['-o', '-O', '-k', '--log-file', '--LOG-FILE', '-t', '-T'],
  }),
  reader('more', 'more app.log'),
  reader('man', 'man ls', { lacks: ['-P', '-H', '-C', '--pager', '--html'] }),
  reader('echo', 'echo done'),
  reader('printf', 'printf done'),
  reader('read', 'read -r line', { lacks: ['PATH', 'IFS', 'ENV', 'BASH_ENV', 'LD_PRELOAD'] }),
  { programs: ['tee'], rows: [changes('', 'writes a file', 'tee a')] },
];

function reader(program: string, example: string, extra: Partial<Row> = {}): Family {
  return { programs: [program], rows: [reads('', 'it only shows text', example, extra)] };
}
