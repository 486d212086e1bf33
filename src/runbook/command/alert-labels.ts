import { plainName } from './parameter-type.ts';

/** Where a placeholder stands: the words before it, and what its own word begins with. */
export interface Position {
  before: string[];
  head: string;
}

/** Labels of an alert that say a placeholder's value: by its name, else by where it stands. */
export function labelsFor(name: string, position: Position): string[] {
  const bare = plainName(name);
  const known = synonyms[bare];
  if (known) return bare === 'job' && isKube(position) ? ['job_name', 'job'] : known;
  const kind = kindAt(position);
  const own = [...new Set([bare, name.toLowerCase()])].filter((word) => !vague.test(word));
  return [...new Set([...(kind ? (synonyms[kind] ?? []) : []), ...own])];
}

/** Names that many labels have, with another meaning in each. */
const vague = /^(?:value|choice|name|id|key|type|x|y|n|path|file|url|string|severity|alertname)$/;

function kindAt({ before, head }: Position): string | null {
  const program = before[0] ?? '';
  const last = before.at(-1) ?? '';
  const flag = /^(--?[a-z-]+)=$/.exec(head)?.[1] ?? (head === '' ? last : '');
  if (kube.test(program)) {
    if (/^(?:-n|--namespace)$/.test(flag)) return 'namespace';
    if (/^(?:-c|--container)$/.test(flag)) return 'container';
    if (/^(?:--context|--cluster|--kube-context)$/.test(flag)) return 'cluster';
    const kind = /^([a-z]+)\/$/.exec(head)?.[1] ?? (head === '' ? last : '');
    const found = kinds[kind];
    if (found) return found;
    if (head === '' && /^(?:cordon|uncordon|drain)$/.test(last)) return 'node';
    return head === '' && /^(?:logs|exec|port-forward|attach)$/.test(last) ? 'pod' : null;
  }
  if (/^(?:docker|podman)$/.test(program) && /^(?:logs|restart|inspect|exec|stats)$/.test(last))
    return head === '' ? 'container' : null;
  if (/^(?:ssh|ping|dig|nslookup|traceroute)$/.test(program) && before.length === 1) return 'host';
  return null;
}

function isKube({ before }: Position): boolean {
  return kube.test(before[0] ?? '');
}

const kube = /^(?:kubectl|oc|helm|istioctl|stern|flux|k9s)$/;

const kinds: Record<string, string> = {
  pod: 'pod',
  pods: 'pod',
  po: 'pod',
  node: 'node',
  nodes: 'node',
  no: 'node',
  deployment: 'deployment',
  deployments: 'deployment',
  deploy: 'deployment',
  statefulset: 'statefulset',
  statefulsets: 'statefulset',
  sts: 'statefulset',
  daemonset: 'daemonset',
  daemonsets: 'daemonset',
  ds: 'daemonset',
  service: 'service',
  services: 'service',
  svc: 'service',
  job: 'kube_job',
  jobs: 'kube_job',
  cronjob: 'cronjob',
  cronjobs: 'cronjob',
  pvc: 'pvc',
  persistentvolumeclaim: 'pvc',
  hpa: 'hpa',
  namespace: 'namespace',
  ns: 'namespace',
};

/** By plain name, the labels that Prometheus exporters give to it, best first. */
const synonyms: Record<string, string[]> = Object.assign(Object.create(null), {
  namespace: ['namespace', 'exported_namespace', 'kubernetes_namespace'],
  ns: ['namespace', 'exported_namespace', 'kubernetes_namespace'],
  pod: ['pod', 'pod_name', 'exported_pod', 'kubernetes_pod_name'],
  container: ['container', 'container_name', 'name'],
  node: ['node', 'nodename', 'kubernetes_node', 'instance'],
  instance: ['instance'],
  host: ['host', 'hostname', 'instance', 'node'],
  server: ['server', 'host', 'hostname', 'instance'],
  job: ['job', 'job_name'],
  kube_job: ['job_name'],
  service: ['service', 'service_name'],
  svc: ['service', 'service_name'],
  deployment: ['deployment'],
  deploy: ['deployment'],
  statefulset: ['statefulset'],
  daemonset: ['daemonset'],
  cronjob: ['cronjob'],
  pvc: ['persistentvolumeclaim'],
  hpa: ['horizontalpodautoscaler', 'hpa'],
  cluster: ['cluster', 'cluster_name', 'kubernetes_cluster'],
  queue: ['queue', 'queue_name'],
  database: ['database', 'datname', 'db'],
  db: ['database', 'datname', 'db'],
});
