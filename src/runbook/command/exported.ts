import type { Defined } from './defined.ts';

/**
 * Exported variables that say which system a program speaks to: left out, the right command would
 * run in the wrong place. Null where one of them is not known.
 */
export function steeringVariables(defined: Defined): Record<string, string> | null {
  const found: Record<string, string> = {};
  for (const [name, { exported, pieces }] of defined) {
    if (!exported || !steering.test(name)) continue;
    const texts = (pieces ?? []).map((piece) => (piece.kind === 'text' ? piece.text : null));
    if (texts.length === 0 || !texts.every((text) => text !== null)) return null;
    found[name] = texts.join('');
  }
  return found;
}

const steering =
  /^(?:KUBE|HELM_|AWS_|AZURE_|ARM_|GOOGLE_|CLOUDSDK_|GCP_|DOCKER_|COMPOSE_|CONTAINER_|PG|MYSQL_|REDISCLI_|MONGO|ETCDCTL_|VAULT_|CONSUL_|NOMAD_|ARGOCD_|TF_|RABBITMQ_|ES_|OS_|LC_|LANG$|TZ$|GIT_|NODE_ENV$|RAILS_ENV$|RACK_ENV$|DJANGO_|FLASK_|HTTPS?_PROXY$)/i;
