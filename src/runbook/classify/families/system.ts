import type { Family, Row } from '../row.ts';
import { changes, destroys, reads } from './make.ts';

export const system: Family[] = [
  {
    programs: ['systemctl'],
    valued: [
      '-H',
      '--host',
      '-M',
      '-p',
      '--property',
      '-t',
      '--type',
      '--state',
      '-n',
      '--lines',
      '-o',
    ],
    alone: [
      '--no-pager',
      '--user',
      '--system',
      '--all',
      '-a',
      '-l',
      '--full',
      '-q',
      '--quiet',
      '--failed',
      '--plain',
      '--no-legend',
    ],
    rows: [
      reads(
        'status|show|cat|is-active|is-enabled|is-failed|is-system-running|list-units|list-unit-files|list-timers|list-sockets|list-dependencies|list-jobs|list-machines|get-default',
        'shows services',
        'systemctl status web',
      ),
      reads('', 'lists what failed', 'systemctl --failed', { has: ['--failed'], most: 0 }),
      destroys(
        'poweroff|reboot|halt|kexec|rescue|emergency|isolate|suspend|hibernate',
        'takes the machine down',
        'systemctl reboot',
      ),
      changes(
        'start|stop|restart|reload|try-restart|reload-or-restart|enable|disable|mask|unmask|daemon-reload|kill|edit|set-property|reset-failed',
        'changes a service',
        'systemctl restart web',
      ),
    ],
  },
  tool('journalctl', [
    destroys('', 'removes old logs', 'journalctl --vacuum-time=2d', {
      has: ['--vacuum-size', '--vacuum-time', '--vacuum-files'],
    }),
    reads('', 'shows logs', 'journalctl -u web -n 100', {
      lacks: [
        '--rotate',
        '--flush',
        '--sync',
        '--relinquish-var',
        '--smart-relinquish-var',
        '--update-catalog',
        '--setup-keys',
        '--cursor-file',
      ],
    }),
  ]),
  {
    programs: ['service'],
    rows: [
      reads('', 'shows a service', 'service web status', {
        has: ['status'],
        lacks: ['start', 'stop', 'restart', 'reload'],
        most: 2,
      }),
      changes('', 'changes a service', 'service web restart'),
    ],
  },
  {
    programs: ['sv', 'supervisorctl', 'initctl', 'gitlab-ctl', 'monit', 'pm2'],
    rows: [
      reads('status|list|summary', 'shows services', 'sv status web'),
      destroys('delete', 'removes it', 'pm2 delete web'),
      changes('restart|start|stop|reload|up|down', 'changes a service', 'sv restart web'),
    ],
  },
  ...[
    'uptime',
    'free',
    'ps',
    'w',
    'who',
    'id',
    'whoami',
    'uname',
    'lscpu',
    'lsof',
    'pgrep',
    'pstree',
    'pidof',
    'vmstat',
    'iostat',
    'mpstat',
    'pidstat',
    'top',
    'htop',
    'atop',
    'last',
    'groups',
    'nproc',
    'lsmod',
    'sleep',
    'true',
    'false',
    'seq',
    'tty',
    'env',
    'printenv',
    'locale',
    'getent',
    'pmap',
    'numastat',
  ].map((program) =>
    tool(program, [
      reads('', 'shows the system', program === 'sleep' ? 'sleep 5' : program, lacksOf(program)),
    ]),
  ),
  tool('hostname', [
    reads('', 'shows the name', 'hostname -f', {
      most: 0,
      lacks: ['-F', '-b', '--file', '--boot'],
    }),
  ]),
  tool('dmesg', [
    reads('', 'shows kernel messages', 'dmesg -T', {
      lacks: [
        '-C',
        '-c',
        '-D',
        '-E',
        '-n',
        '--clear',
        '--read-clear',
        '--console-level',
        '--console-off',
        '--console-on',
      ],
    }),
  ]),
  tool('sysctl', [
    reads('', 'shows settings', 'sysctl -a', {
      has: ['-a', '-n', '-A'],
      lacks: ['-w', '-p', '--system', '--write', '--load', '-f'],
      most: 0,
    }),
    changes('', 'changes the kernel', 'sysctl -w vm.swappiness=10'),
  ]),
  tool('timedatectl', [
    reads('status|show|timesync-status', 'shows the clock', 'timedatectl status'),
    reads('', 'shows the clock', 'timedatectl', { most: 0 }),
  ]),
  tool('command', [
    reads('', 'finds a program', 'command -v node', { has: ['-v', '-V'], lacks: ['-p'] }),
  ]),
  tool('crontab', [
    reads('', 'shows the schedule', 'crontab -l', { has: ['-l'], lacks: ['-r', '-e'] }),
    destroys('', 'removes the schedule', 'crontab -r', { has: ['-r'] }),
  ]),
  tool('kill', [
    destroys('', 'ends a process without letting it finish', 'kill -9 42', {
      has: ['-9', '-KILL', '-SIGKILL'],
    }),
    changes('', 'ends a process', 'kill 42'),
  ]),
  ...['pkill', 'killall'].map((program) =>
    tool(program, [
      destroys('', 'ends processes without letting them finish', `${program} -9 web`, {
        has: ['-9', '-KILL', '-SIGKILL'],
      }),
      changes('', 'ends processes', `${program} web`),
    ]),
  ),
  ...['reboot', 'shutdown', 'halt', 'poweroff', 'init'].map((program) =>
    tool(program, [destroys('', 'takes the machine down', `${program} now`)]),
  ),
  ...['userdel', 'groupdel', 'passwd', 'chpasswd', 'swapoff', 'umount'].map((program) =>
    tool(program, [destroys('', 'removes or locks something', `${program} a`)]),
  ),
  tool('mount', [
    reads('', 'shows what is mounted', 'mount', { most: 0, only: ['-l', '-v', '-t'] }),
    changes('', 'mounts something', 'mount /data'),
  ]),
  tool('swapon', [
    reads('', 'shows swap', 'swapon --show', {
      most: 0,
      only: ['-s', '--show', '--summary'],
      has: ['-s', '--show', '--summary'],
    }),
    changes('', 'turns swap on', 'swapon -a'),
  ]),
  tool('ulimit', [
    reads('', 'shows limits', 'ulimit -a', { most: 0 }),
    changes('', 'changes limits', 'ulimit -n 4096'),
  ]),
  ...['useradd', 'usermod', 'modprobe', 'logrotate', 'renice'].map((program) =>
    tool(program, [changes('', 'changes the system', `${program} a`)]),
  ),
];

function tool(program: string, rows: Row[]): Family {
  return { programs: [program], rows };
}

function lacksOf(program: string): Partial<Row> {
  const lacks = { atop: ['-w'], pidstat: ['-e'], lsof: ['-k', '+c'], getent: ['-s'] }[program];
  return lacks ? { lacks } : {};
}
