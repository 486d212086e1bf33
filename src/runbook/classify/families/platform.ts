import type { Family } from '../row.ts';
import { changes, destroys, reads } from './make.ts';

/** Platforms around a cluster: container engines, virtual machines, delivery, secrets, code hosts. */
export const platform: Family[] = [
  {
    programs: ['ovs-vsctl', 'ovn-nbctl', 'ovn-sbctl'],
    alone: ['--no-leader-only'],
    rows: [
      reads(
        'show|list-br|list-ports|ls-list|lr-list|list|get',
        'shows the network',
        'ovs-vsctl show',
      ),
    ],
  },
  {
    programs: ['ovs-appctl', 'ovn-appctl'],
    valued: ['-t', '--target', '-T', '--timeout'],
    rows: [
      reads(
        'status|version|connection-status|cluster/status|list-commands',
        'asks a daemon',
        'ovn-appctl -t ovn-northd status',
      ),
    ],
  },
  {
    programs: ['sar'],
    rows: [reads('', 'shows use of the machine', 'sar -u 1 5', { lacks: ['-o'] })],
  },
  {
    programs: ['ethtool'],
    rows: [
      reads('', 'shows a network card', 'ethtool eth0', {
        most: 1,
        lacks: [
          '-s',
          '-A',
          '-C',
          '-G',
          '-K',
          '-L',
          '-N',
          '-p',
          '-E',
          '-f',
          '-r',
          '-t',
          '-X',
          '-U',
          '-W',
          '-w',
          '-Q',
          '--reset',
          '--set-priv-flags',
          '--change',
          '--flash',
          '--test',
          '--identify',
          '--negotiate',
          '--pause',
          '--offload',
          '--features',
          '--coalesce',
          '--set-ring',
          '--set-channels',
          '--set-eee',
          '--set-fec',
          '--set-phy-tunable',
          '--config-nfc',
          '--config-ntuple',
          '--rxfh',
          '--set-dump',
          '--get-dump',
          '--change-eeprom',
          '--set-module',
          '--cable-test',
          '--cable-test-tdr',
          '--set-tunable',
          '--set-pause',
          '--set-coalesce',
          '--set-rxfh-indir',
          '--set-plca-cfg',
          '--set-mm',
          '--per-queue',
        ],
      }),
    ],
  },
  {
    programs: ['gh', 'glab'],
    valued: ['-R', '--repo', '--jq', '-q', '-H', '--hostname', '--template'],
    rows: [
      reads(
        'pr|issue|run|release|workflow|repo|cache list|view|status|checks|diff',
        'shows it',
        'gh run list',
        { lacks: ['-w', '--web'] },
      ),
      reads('api', 'asks the API', 'gh api repos/a/b', {
        only: [
          '--jq',
          '-q',
          '--paginate',
          '-i',
          '--include',
          '--template',
          '--slurp',
          '-H',
          '--hostname',
        ],
        most: 2,
      }),
      reads('auth status', 'shows the session', 'gh auth status', {
        lacks: ['-t', '--show-token'],
      }),
      destroys('release|repo|run|cache|issue delete', 'deletes it', 'gh release delete v1'),
    ],
  },
  {
    programs: ['vault'],
    rows: [
      reads('status|version', 'shows the server', 'vault status'),
      reads('secrets|auth|policy|audit|plugin|namespace list', 'shows settings', 'vault auth list'),
      reads('policy read', 'shows a policy', 'vault policy read a'),
      reads('token lookup|capabilities', 'shows a token', 'vault token lookup', {
        reveals: true,
      }),
      reads('list', 'shows names', 'vault list a', { reveals: true }),
      // Reading `database/creds/a` makes a new user.
      changes('read', 'may make new credentials', 'vault read a', { reveals: true }),
      reads('kv get|list|metadata', 'shows secrets', 'vault kv get a', {
        reveals: true,
        lacks: ['put', 'delete', 'patch'],
      }),
      reads('operator raft list-peers', 'shows the cluster', 'vault operator raft list-peers'),
      destroys('delete', 'removes secrets', 'vault delete a'),
      destroys('kv delete|destroy', 'removes secrets', 'vault kv destroy a'),
      destroys(
        'operator seal|rekey|rotate',
        'locks the server or changes its keys',
        'vault operator seal',
      ),
    ],
  },
  {
    programs: ['consul', 'nomad'],
    rows: [
      reads('members|info|version', 'shows the cluster', 'consul members'),
      reads('operator raft list-peers', 'shows the cluster', 'consul operator raft list-peers'),
      reads('kv get', 'shows a value', 'consul kv get a', { reveals: true }),
      reads('catalog services|nodes|datacenters', 'shows services', 'consul catalog services'),
      reads(
        'job|node|alloc|deployment|server status|members|logs',
        'shows jobs',
        'nomad job status',
      ),
      destroys('kv delete', 'removes values', 'consul kv delete a'),
    ],
  },
];
