import type { Family } from '../row.ts';
import { changes, destroys, reads, shows } from './make.ts';

/** Who may reach what on one machine. */
export const firewall: Family[] = [
  {
    programs: ['firewall-cmd'],
    rows: [
      reads('', 'shows rules', 'firewall-cmd --list-all', {
        most: 0,
        only: [
          '--state',
          '--list-all',
          '--list-ports',
          '--list-services',
          '--list-all-zones',
          '--list-rich-rules',
          '--list-sources',
          '--list-interfaces',
          '--get-active-zones',
          '--get-default-zone',
          '--get-zones',
          '--get-services',
          '--zone',
          '--permanent',
        ],
        has: [
          '--state',
          '--list-all',
          '--list-ports',
          '--list-services',
          '--list-all-zones',
          '--list-rich-rules',
          '--list-sources',
          '--list-interfaces',
          '--get-active-zones',
          '--get-default-zone',
          '--get-zones',
          '--get-services',
        ],
      }),
      changes('', 'changes rules', 'firewall-cmd --reload'),
    ],
  },
  {
    programs: ['ufw'],
    rows: [
      reads('status|version', 'shows rules', 'ufw status verbose'),
      reads('app list|info', 'shows rules', 'ufw app list'),
      destroys('reset|delete', 'removes rules', 'ufw reset'),
      changes(
        'allow|deny|reject|limit|enable|disable|reload|insert',
        'changes rules',
        'ufw allow 22',
      ),
    ],
  },
  {
    programs: ['nft'],
    alone: ['-a', '-n', '-nn', '-s', '-j', '--handle', '--json', '--stateless'],
    rows: [
      reads('list', 'shows rules', 'nft -a list ruleset'),
      destroys('flush|delete|destroy', 'removes rules', 'nft flush ruleset'),
    ],
  },
  {
    programs: ['ipset'],
    rows: [
      reads('list|test', 'shows sets', 'ipset list', { lacks: ['-f', '-file'] }),
      destroys('flush|destroy|del', 'removes a set', 'ipset flush a'),
    ],
  },
  shows('conntrack', 'conntrack -L', {
    only: [
      '-L',
      '-S',
      '-C',
      '-p',
      '-s',
      '-d',
      '-n',
      '-o',
      '-f',
      '--dport',
      '--sport',
      '--state',
      '--count',
      '--stats',
      '--dump',
    ],
    has: ['-L', '-S', '-C', '--count', '--stats', '--dump'],
  }),
  {
    programs: ['tc'],
    alone: ['-s', '-d', '-p', '-j', '-g'],
    rows: [
      reads('qdisc|class|filter show|list|ls', 'shows queues', 'tc -s qdisc show dev eth0'),
      reads('qdisc', 'shows queues', 'tc -s qdisc', { most: 0 }),
    ],
  },
  {
    programs: ['bridge'],
    rows: [reads('link|fdb|vlan|mdb show|list|ls', 'shows a bridge', 'bridge fdb show')],
  },
  {
    programs: ['brctl'],
    rows: [reads('show|showmacs|showstp', 'shows a bridge', 'brctl show')],
  },
  shows('ipvsadm', 'ipvsadm -Ln', {
    only: ['-L', '-l', '-n', '--list', '--numeric', '--stats', '--rate'],
    has: ['-L', '-l', '--list'],
  }),
  {
    programs: ['nmcli'],
    alone: ['-t', '-p', '-o'],
    valued: ['-f', '--fields', '-g', '-m', '-w'],
    rows: [
      reads(
        'device|dev|d|connection|con|c show|status',
        'shows connections',
        'nmcli device status',
        { lacks: ['-s', '--show-secrets'] },
      ),
      reads('general status', 'shows connections', 'nmcli general status'),
    ],
  },
  shows('auditctl', 'auditctl -l', { only: ['-l', '-s'], has: ['-l', '-s'], most: 0 }),
  {
    programs: ['semanage'],
    rows: [
      reads('port|fcontext|boolean|login|user|module', 'shows a policy', 'semanage port -l', {
        only: ['-l', '--list', '-C', '-n'],
        has: ['-l', '--list'],
      }),
    ],
  },
  shows('nmap', 'nmap -p 22,80 web', {
    only: [
      '-p',
      '-n',
      '-v',
      '-4',
      '-6',
      '-sT',
      '-sV',
      '-Pn',
      '-sn',
      '-F',
      '--open',
      '--reason',
      '--top-ports',
    ],
  }),
];
