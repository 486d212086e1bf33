import type { Family } from '../row.ts';
import { destroys, reads } from './make.ts';

/** Disks, volumes and clusters of them. */
export const storage: Family[] = [
  {
    programs: ['ceph'],
    valued: [
      '-n',
      '--name',
      '--cluster',
      '-f',
      '--format',
      '--conf',
      '-c',
      '--id',
      '--connect-timeout',
    ],
    rows: [
      reads('', 'shows the cluster', 'ceph -s', { has: ['-s', '--status'], most: 0 }),
      reads(
        'status|health|df|versions|version|report|features',
        'shows the cluster',
        'ceph health detail',
      ),
      reads(
        'osd tree|df|status|stat|perf|dump|find|metadata|utilization|blocked-by|lspools',
        'shows disks',
        'ceph osd df tree',
      ),
      reads('osd pool ls|get|stats|get-quota|autoscale-status', 'shows pools', 'ceph osd pool ls'),
      reads(
        'mon|mgr|mds stat|dump|versions|metadata|services|module',
        'shows daemons',
        'ceph mds stat',
        { lacks: ['enable', 'disable'] },
      ),
      reads('pg stat|dump|ls|query|dump_stuck|map', 'shows placement groups', 'ceph pg dump_stuck'),
      reads('fs status|ls|dump|get', 'shows file systems', 'ceph fs status'),
      reads('crash ls|info|stat', 'shows crashes', 'ceph crash ls'),
      reads('device ls|info', 'shows devices', 'ceph device ls'),
      reads('orch ps|ls|status|host|device', 'shows services', 'ceph orch ps', {
        lacks: ['add', 'rm', 'drain', 'zap', 'label'],
      }),
      reads('daemon', 'asks a daemon', 'ceph daemon osd.1 ops', {
        has: [
          'ops',
          'dump_ops_in_flight',
          'dump_blocked_ops',
          'dump_historic_ops',
          'status',
          'version',
        ],
        most: 2,
      }),
      destroys(
        'osd|mon|mds|fs|orch|auth|osd.pool purge|destroy|rm|remove|delete|out|lost|zap',
        'takes a part away',
        'ceph osd purge 3',
      ),
      destroys('osd pool delete|rm', 'removes a pool', 'ceph osd pool delete a a'),
    ],
  },
  {
    programs: ['rbd', 'rados'],
    valued: ['-p', '--pool', '--namespace', '--cluster', '--id', '-n'],
    rows: [
      reads(
        'ls|list|info|du|status|showmapped|children|df|lspools|stat|diff',
        'shows images',
        'rbd ls',
      ),
      reads('snap ls|list', 'shows snapshots', 'rbd snap ls a'),
      reads('mirror image|pool status|info', 'shows mirroring', 'rbd mirror image status a'),
      destroys('rm|remove|purge|rmpool|trash', 'removes an image', 'rbd rm a'),
      destroys(
        'snap rm|remove|purge|rollback',
        'removes or restores a snapshot',
        'rbd snap purge a',
      ),
    ],
  },
  {
    programs: ['zpool', 'zfs'],
    rows: [
      reads('list|status|get|iostat|history|events', 'shows pools', 'zpool status'),
      destroys(
        'destroy|rollback|labelclear|remove|detach',
        'removes or restores data',
        'zfs rollback a@b',
      ),
    ],
  },
  ...[
    'lvs',
    'vgs',
    'pvs',
    'lvdisplay',
    'vgdisplay',
    'pvdisplay',
    'lvscan',
    'blkid',
    'showmount',
  ].map(
    (program): Family => ({
      programs: [program],
      rows: [
        reads('', 'shows volumes', program, {
          lacks: ['--config', '-g', '--garbage-collect', '-c', '-w'],
        }),
      ],
    }),
  ),
  ...['lvremove', 'vgremove', 'pvremove', 'lvreduce'].map(
    (program): Family => ({
      programs: [program],
      rows: [destroys('', 'removes a volume', `${program} a`)],
    }),
  ),
  {
    programs: ['mdadm'],
    rows: [
      destroys('', 'takes a disk out or erases it', 'mdadm --zero-superblock /dev/sdb', {
        has: ['--zero-superblock', '--remove', '-r', '--fail', '-f', '--stop', '-S'],
      }),
      reads('', 'shows an array', 'mdadm --detail /dev/md0', {
        has: ['--detail', '-D', '--examine', '-E', '--query', '-Q'],
        lacks: ['--add', '-a', '--grow', '-G', '--create', '-C', '--assemble', '-A', '--manage'],
      }),
    ],
  },
  {
    programs: ['smartctl'],
    rows: [
      reads('', 'shows a disk', 'smartctl -a /dev/sda', {
        has: [
          '-a',
          '-i',
          '-H',
          '-A',
          '-x',
          '-l',
          '--all',
          '--info',
          '--health',
          '--scan',
          '--xall',
        ],
        lacks: [
          '-s',
          '-t',
          '-X',
          '-o',
          '-S',
          '--set',
          '--test',
          '--abort',
          '--smart',
          '--offlineauto',
          '--saveauto',
        ],
      }),
    ],
  },
];
