import type { Family } from '../row.ts';
import { changes, destroys, reads } from './make.ts';

export const kubectlValued = [
  '-n',
  '--namespace',
  '--context',
  '--kubeconfig',
  '--cluster',
  '--user',
  '-s',
  '--server',
  '--as',
  '--as-group',
  '-l',
  '--selector',
  '--request-timeout',
  '-c',
  '--container',
];
export const kubectlAlone = ['-A', '--all-namespaces', '--insecure-skip-tls-verify'];

export const kubectl: Family = {
  programs: ['kubectl', 'oc'],
  valued: kubectlValued,
  alone: kubectlAlone,
  rows: [
    reads(
      'apply|create|delete|patch|replace|scale|label|annotate|set|expose|autoscale|drain|cordon|uncordon|taint|run',
      'shows what it would do',
      'kubectl apply -f a.yaml --dry-run=client',
      { has: ['--dry-run=client', '--dry-run=server'], lacks: ['--dry-run=none'] },
    ),
    reads('get', 'lists objects', 'kubectl -n web get pods -o wide'),
    reads('describe', 'shows an object', 'kubectl describe pod web-1'),
    reads('logs', 'shows logs', 'kubectl logs deploy/web --tail=50'),
    reads('top', 'shows use of CPU and memory', 'kubectl top pods'),
    reads(
      'events|explain|version|api-resources|api-versions|wait|options',
      'shows the cluster',
      'kubectl events',
    ),
    reads('cluster-info', 'shows the cluster', 'kubectl cluster-info', { lacks: ['dump'] }),
    reads('rollout status|history', 'shows a rollout', 'kubectl rollout status deploy/web'),
    reads('kustomize', 'prints what it would apply', 'kubectl kustomize a', {
      lacks: ['-o', '--output', '--enable-helm', '--helm-command', '--enable-alpha-plugins'],
    }),
    reads('plugin|krew list', 'shows plugins', 'kubectl plugin list'),
    reads(
      'config view|get-contexts|current-context|get-clusters|get-users',
      'shows the client',
      'kubectl config view',
    ),
    reads('auth can-i|whoami', 'shows rights', 'kubectl auth can-i get pods'),
    reads('diff', 'compares with a file', 'kubectl diff -f web.yaml'),
    reads('cnpg status|version', 'shows a database cluster', 'kubectl cnpg status db'),
    reads('adm top', 'shows use of CPU and memory', 'oc adm top nodes'),
    reads('adm node-logs', 'shows logs of nodes', 'oc adm node-logs --role=master -u kubelet'),
    reads('adm upgrade', 'shows what could be upgraded to', 'oc adm upgrade', {
      most: 0,
      lacks: [
        '--to',
        '--to-image',
        '--to-latest',
        '--force',
        '--clear',
        '--to-multi-arch',
        '--allow-explicit-upgrade',
      ],
    }),
    reads('whoami', 'prints a token', 'oc whoami -t', {
      has: ['-t', '--show-token'],
      reveals: true,
    }),
    reads('whoami|status|projects', 'shows the session', 'oc whoami'),
    reads('adm policy who-can', 'shows rights', 'oc adm policy who-can get pods'),
    reads('policy who-can', 'shows rights', 'oc policy who-can get pods'),
    reads('adm release info', 'shows a release', 'oc adm release info'),
    reads('extract', 'shows a secret or a configuration', 'oc extract secret/a --to=-', {
      has: ['--to=-'],
      reveals: true,
    }),
    destroys(
      'delete',
      'deletes without waiting for a clean end',
      'kubectl delete pod a --force --grace-period=0',
      {
        has: ['--force', '--grace-period', '--now', '--all', '-A', '--all-namespaces'],
      },
    ),
    changes(
      'delete pod|pods|po',
      'deletes a pod, which its controller makes again',
      'kubectl delete pod web-1',
      {
        least: 1,
        lacks: ['-f', '--filename', '-k'],
      },
    ),
    changes(
      'delete pod|pods|po',
      'deletes pods, which their controller makes again',
      'kubectl delete pod -l app=web',
      {
        has: ['-l', '--selector'],
        lacks: ['-f', '--filename', '-k'],
      },
    ),
    destroys('delete', 'deletes an object', 'kubectl delete pvc data-0'),
    destroys(
      'drain',
      'empties a node and loses local data',
      'kubectl drain n1 --delete-emptydir-data',
      {
        has: ['--delete-emptydir-data', '--delete-local-data', '--force', '--disable-eviction'],
      },
    ),
    destroys('replace', 'deletes and makes again', 'kubectl replace --force -f web.yaml', {
      has: ['--force'],
    }),
    changes(
      'apply|create|patch|edit|replace|set|label|annotate|scale|autoscale|expose',
      'changes objects',
      'kubectl scale deploy/web --replicas=3',
    ),
    changes(
      'rollout restart|undo|pause|resume',
      'changes a rollout',
      'kubectl rollout undo deploy/web',
    ),
    changes('cordon|uncordon|drain|taint', 'changes a node', 'kubectl cordon n1'),
    changes(
      'exec|attach|run|debug|cp|port-forward|proxy|rsh',
      'reaches into a pod',
      'kubectl cp a:/x y',
    ),
  ],
};
