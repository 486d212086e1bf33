import type { Family } from '../row.ts';
import { changes, destroys, reads, shows } from './make.ts';

/** Hardware, kernel, clock, firewall and security of one machine. */
export const machine: Family[] = [
  ...[
    'lspci',
    'lsusb',
    'lsscsi',
    'lsipc',
    'lslocks',
    'lsns',
    'lsattr',
    'getenforce',
    'sestatus',
    'getsebool',
    'aureport',
    'ntpstat',
    'klist',
    'xfs_info',
    'systemd-cgls',
    'systemd-detect-virt',
    'users',
    'lastb',
    'getcap',
    'uuidgen',
  ].map((program) => shows(program)),
  // `-J` hands an option to the Java machine, which may load a program.
  ...['jps', 'jstack', 'jstat'].map((program) => shows(program, program, { lacks: ['-J'] })),
  // On a Mac it runs the program behind it.
  shows('arch', 'arch', { most: 0, only: [] }),
  shows('lshw', 'lshw -short', { lacks: ['-dump'] }),
  shows('sensors', 'sensors', { lacks: ['-s', '--set'] }),
  shows('ausearch', 'ausearch -m avc', { lacks: ['--checkpoint'] }),
  shows('nfsstat', 'nfsstat -c', { lacks: ['-z', '-Z', '--zero'] }),
  shows('dmidecode', 'dmidecode -t memory', { lacks: ['--dump-bin', '--from-dump'] }),
  shows('lastlog', 'lastlog', { lacks: ['-C', '-S', '--clear', '--set'] }),
  shows('dumpe2fs', 'dumpe2fs -h /dev/sdb1', { only: ['-h', '-x', '-b', '-f'] }),
  shows('tune2fs', 'tune2fs -l /dev/sdb1', { only: ['-l'], has: ['-l'] }),
  shows('blockdev', 'blockdev --report', {
    only: ['--report', '--getsize64', '--getsz', '--getra', '--getro', '--getbsz', '--getss'],
  }),
  shows('rpcinfo', 'rpcinfo -p db', { only: ['-p', '-s', '-m', '-t', '-u'] }),
  shows('exportfs', 'exportfs -v', { only: ['-v', '-s'], most: 0 }),
  shows('nvidia-smi', 'nvidia-smi -q', {
    only: ['-q', '-L', '-i', '-d', '--query-gpu', '--query-compute-apps', '--format'],
  }),
  shows('multipath', 'multipath -ll', { only: ['-l', '-v'], has: ['-l', '-ll'] }),
  {
    programs: ['ipmitool'],
    valued: ['-I', '-H', '-U', '-P', '-p', '-L', '-f'],
    rows: [
      reads('sdr|sensor|sel|fru', 'shows sensors', 'ipmitool sdr', { most: 0 }),
      reads('sdr|sensor|sel list|elist|get|info|type', 'shows sensors', 'ipmitool -H bmc sel list'),
      reads('fru|lan print|list', 'shows parts', 'ipmitool lan print'),
      reads('chassis|power status', 'shows the machine', 'ipmitool chassis status'),
      reads('chassis power status', 'shows the machine', 'ipmitool chassis power status'),
      reads('mc info', 'shows the controller', 'ipmitool mc info'),
      destroys(
        'chassis power off|cycle|reset',
        'takes the machine down',
        'ipmitool chassis power reset',
      ),
      destroys('power off|cycle|reset', 'takes the machine down', 'ipmitool power cycle'),
    ],
  },
  {
    programs: ['dmsetup'],
    rows: [
      reads('ls|info|status|deps|targets|version', 'shows volumes', 'dmsetup ls --tree', {
        lacks: ['--showkeys', '--exec'],
      }),
      destroys('remove|remove_all|wipe_table|clear', 'removes a volume', 'dmsetup remove a'),
    ],
  },
  {
    programs: ['chronyc'],
    alone: ['-n', '-N', '-a', '-c'],
    rows: [
      reads(
        'tracking|sources|sourcestats|activity|ntpdata|clients|serverstats|selectdata|rtcdata',
        'shows the clock',
        'chronyc -n sources -v',
      ),
      changes('makestep|burst|online|offline', 'changes the clock', 'chronyc makestep'),
    ],
  },
  shows('ntpq', 'ntpq -pn', { only: ['-p', '-n'], has: ['-p'] }),
  {
    programs: ['systemd-analyze'],
    rows: [
      reads(
        'time|blame|critical-chain|security|verify|calendar|timespan|unit-paths|condition',
        'shows the start',
        'systemd-analyze blame',
      ),
      reads('', 'shows the start', 'systemd-analyze', { most: 0, only: ['--no-pager'] }),
    ],
  },
  {
    programs: ['hostnamectl', 'localectl', 'loginctl', 'networkctl', 'resolvectl', 'coredumpctl'],
    alone: ['--no-pager', '--no-legend'],
    rows: [
      reads(
        'status|list|list-*|show-*|session-status|user-status|statistics|query|lldp',
        'shows the machine',
        'resolvectl status',
      ),
      reads('info', 'shows a crash', 'coredumpctl info'),
      reads('', 'shows the machine', 'hostnamectl', { most: 0, only: ['--no-pager'] }),
    ],
  },
  {
    programs: ['snap'],
    rows: [
      reads(
        'list|info|services|changes|find|connections|version',
        'shows what is installed',
        'snap list',
      ),
      destroys('remove|revert', 'removes packages', 'snap remove a'),
    ],
  },
  {
    programs: ['java'],
    rows: [
      reads('', 'prints its version', 'java -version', {
        has: ['-version', '--version'],
        only: ['-version', '--version'],
        most: 0,
      }),
    ],
  },
  {
    programs: ['jcmd'],
    rows: [reads('', 'lists what runs', 'jcmd -l', { most: 0, only: ['-l'] })],
  },
];
