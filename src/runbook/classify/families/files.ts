import type { Family, Row } from '../row.ts';
import { changes, destroys, reads } from './make.ts';

export const files: Family[] = [
  ...[
    'ls',
    'du',
    'df',
    'stat',
    'realpath',
    'readlink',
    'basename',
    'dirname',
    'pwd',
    'lsblk',
    'findmnt',
    'getfacl',
  ].map((program) => reader(program, `${program} /tmp`)),
  reader('tree', 'tree -L 2', { lacks: ['-o', '-R'] }),
  reader('file', 'file a', { lacks: ['-C', '--compile', '-m'] }),
  reader('test', 'test -f a'),
  reader('[', '[ -f a ]'),
  reader('which', 'which node'),
  reader('type', 'type node'),
  reader('whereis', 'whereis node'),
  only('rm', destroys('', 'deletes files', 'rm a.db')),
  only('shred', destroys('', 'overwrites files', 'shred a')),
  only('rmdir', destroys('', 'deletes folders', 'rmdir a')),
  only('truncate', destroys('', 'empties files', 'truncate -s 0 a.log')),
  only('dd', destroys('', 'writes raw data', 'dd if=a of=b')),
  only('fallocate', destroys('', 'writes raw data', 'fallocate -l 2G /swapfile')),
  ...['mkfs', 'mkfs.ext4', 'mkfs.xfs', 'mkswap', 'wipefs', 'fdisk', 'parted', 'sgdisk'].map(
    (program) => only(program, destroys('', 'overwrites a disk or file', `${program} /dev/sdb1`)),
  ),
  {
    programs: ['cp', 'mv', 'rsync', 'install'],
    rows: [
      destroys('', 'deletes what the source does not have', 'rsync -a --delete a b', {
        has: ['--delete', '--delete-after', '--delete-before', '--remove-source-files'],
      }),
      changes('', 'copies or moves files', 'cp a b'),
    ],
  },
  ...[
    'mkdir',
    'touch',
    'ln',
    'chmod',
    'chown',
    'chgrp',
    'setfacl',
    'gzip',
    'gunzip',
    'zip',
    'split',
  ].map((program) => only(program, changes('', 'changes files', `${program} a`))),
  {
    programs: ['tar'],
    rows: [
      reads('', 'lists an archive', 'tar -tzf a.tar.gz', {
        has: ['-t', '--list', 'tf', 'tzf', 'tvf'],
        lacks: [
          '-x',
          '-c',
          '-r',
          '-u',
          '-A',
          '-d',
          '-I',
          '-F',
          '--checkpoint-action',
          '--to-command',
          '--use-compress-program',
          '--delete',
          '--extract',
          '--create',
          '--get',
          '--index-file',
          '--info-script',
          '--new-volume-script',
          '--rsh-command',
          '--append',
        ],
      }),
      destroys('', 'unpacks over what is there', 'tar -xzf a.tar.gz', {
        has: ['-x', '--extract', '--get', 'xf', 'xzf', 'xvf', 'xvzf'],
      }),
      changes('', 'writes an archive', 'tar -czf a.tar.gz b'),
    ],
  },
];

function reader(program: string, example: string, extra: Partial<Row> = {}): Family {
  return { programs: [program], rows: [reads('', 'it only looks at files', example, extra)] };
}

function only(program: string, row: Row): Family {
  return { programs: [program], rows: [row] };
}
