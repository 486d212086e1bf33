import type { Family } from '../row.ts';
import { destroys, reads } from './make.ts';

/** Around a cluster: its container engine, what makes it, and what delivers to it. */
export const clusters: Family[] = [
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
    programs: ['ctr'],
    valued: ['-n', '--namespace', '-a', '--address'],
    rows: [
      reads(
        'containers|container|c|images|image|i|tasks|task|t|snapshots|content|namespaces|ns ls|list|info|metrics|ps',
        'shows containers',
        'ctr -n k8s.io images ls',
      ),
      destroys(
        'images|image|i|containers|container|c|tasks|task|t rm|remove|delete|kill|prune',
        'removes it',
        'ctr images rm a',
      ),
    ],
  },
  {
    programs: ['minikube', 'kind', 'k3d'],
    rows: [
      reads('status|ip|profile|version', 'shows a cluster', 'minikube status', { most: 0 }),
      reads('get clusters|nodes', 'shows a cluster', 'kind get clusters'),
      reads('get kubeconfig', 'shows a key', 'kind get kubeconfig', { reveals: true }),
      reads('cluster|node list', 'shows a cluster', 'k3d cluster list'),
      destroys('delete', 'removes a cluster', 'kind delete cluster'),
    ],
  },
  {
    programs: ['kubectx', 'kubens'],
    rows: [reads('', 'shows where commands go', 'kubectx', { most: 0, only: ['-c', '--current'] })],
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
    programs: ['eksctl', 'kubeadm'],
    rows: [
      reads('version', 'shows its version', 'eksctl version'),
      reads('get', 'shows a cluster', 'eksctl get cluster'),
      reads('certs check-expiration', 'shows certificates', 'kubeadm certs check-expiration'),
      destroys('delete|reset', 'removes a cluster or a part of it', 'eksctl delete nodegroup a'),
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
        { lacks: ['--level', '-r', '--reset'] },
      ),
      reads('get', 'shows objects', 'flux get kustomizations'),
      reads('tree|stats|trace|export', 'shows objects', 'flux tree kustomization a'),
      reads('app manifests|resources|wait', 'shows it', 'argocd app resources a'),
      reads('proj|project|account|appset|cert list|get', 'shows it', 'argocd proj list'),
      reads(
        'app|cluster|repo|backup|restore|schedule list|get|describe|logs|history|diff',
        'shows it',
        'argocd app get a',
        { lacks: ['--refresh', '--hard-refresh'] },
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
