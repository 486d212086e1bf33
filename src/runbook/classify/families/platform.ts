import type { Family } from '../row.ts';
import { destroys, reads } from './make.ts';

/** Platforms around a cluster: container engines, virtual machines, delivery, secrets, code hosts. */
export const platform: Family[] = [
  {
    programs: ['crictl'],
    valued: [
      '-r',
      '--runtime-endpoint',
      '-i',
      '--image-endpoint',
      '-t',
      '--timeout',
      '-c',
      '--config',
    ],
    rows: [
      reads(
        'ps|pods|images|logs|info|stats|statsp|version|imagefsinfo',
        'shows containers',
        'crictl ps -a',
      ),
      reads('inspect|inspectp|inspecti', 'shows a container', 'crictl inspect a', {
        reveals: true,
      }),
      destroys('rm|rmp|rmi', 'removes a container or image', 'crictl rmi a'),
    ],
  },
  {
    programs: ['virsh'],
    valued: ['-c', '--connect'],
    rows: [
      reads(
        'list|dominfo|domstate|domstats|domblklist|domiflist|domblkinfo|nodeinfo|vcpuinfo|pool-list|pool-info|vol-list|net-list|net-info|snapshot-list|version',
        'shows virtual machines',
        'virsh list --all',
      ),
      reads('dumpxml', 'shows a virtual machine', 'virsh dumpxml a', {
        lacks: ['--security-info'],
      }),
      destroys(
        'destroy|undefine|vol-delete|pool-delete|snapshot-delete|snapshot-revert',
        'ends or removes it',
        'virsh destroy a',
      ),
    ],
  },
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
    programs: ['eksctl', 'kubeadm'],
    rows: [
      reads('version', 'shows its version', 'eksctl version'),
      reads('get', 'shows a cluster', 'eksctl get cluster'),
      reads('certs check-expiration', 'shows certificates', 'kubeadm certs check-expiration'),
      destroys('delete|reset', 'removes a cluster or a part of it', 'eksctl delete nodegroup a'),
    ],
  },
  {
    programs: ['gh', 'glab'],
    valued: ['-R', '--repo'],
    rows: [
      reads(
        'pr|issue|run|release|workflow|repo|cache list|view|status|checks|diff',
        'shows it',
        'gh run list',
        { lacks: ['-w', '--web'] },
      ),
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
      reads('read|list', 'shows secrets', 'vault read a', { reveals: true }),
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
  {
    programs: ['flux', 'argocd', 'istioctl', 'velero', 'cilium', 'linkerd'],
    valued: ['-n', '--namespace', '--context'],
    rows: [
      reads(
        'version|status|check|proxy-status|proxy-config|analyze|logs|events',
        'shows it',
        'istioctl proxy-status',
      ),
      reads('get', 'shows objects', 'flux get kustomizations'),
      reads(
        'app|cluster|repo|backup|restore|schedule list|get|describe|logs|history|diff',
        'shows it',
        'argocd app get a',
      ),
      destroys('uninstall', 'removes it from the cluster', 'flux uninstall'),
      destroys(
        'app|cluster|repo|backup|restore|schedule delete|rm',
        'removes it',
        'argocd app delete a',
      ),
      destroys('delete', 'removes objects', 'flux delete kustomization a'),
    ],
  },
  {
    programs: ['patronictl'],
    valued: ['-c', '--config-file', '-d', '--dcs-url'],
    rows: [
      reads(
        'list|topology|history|version|show-config|query',
        'shows the cluster',
        'patronictl list',
        { lacks: ['query'] },
      ),
      destroys('remove|reinit', 'wipes a member', 'patronictl reinit a b'),
    ],
  },
];
