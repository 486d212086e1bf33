import { isSecretName } from '../command/parameters.ts';

/** Whether the output may carry secrets: the environment, key files, secret objects. */
export function revealsSecrets(lines: string[][]): boolean {
  return lines.some((words) => {
    const text = words.join(' ');
    return rules.some((rule) => rule.test(text)) || echoesSecret(text);
  });
}

const rules = [
  /(?:^|\s)(?:env|printenv)(?:\s*$|\s+[A-Z_]*$|\s+\|)/,
  /(?:^|[\s/])\.env(?:\.\w+)?(?:\s|$)/,
  /\bget\s+(?:[\w,]*,)?secrets?\b.*(?:-o|--output|--template)/,
  /\bdocker(?:-compose| compose)? (?:inspect|container inspect|config)\b/,
  /\bconfig view\b.*--raw/,
  /\/proc\/\S*\/environ/,
  /\b(?:cat|less|more|head|tail|grep|egrep|awk|sed)\b.*(?:config\.ya?ml|\.pem|\.key|id_rsa|credentials|\.pgpass|\.netrc|\.kube\/config|kubeconfig|secrets?\.(?:ya?ml|json|env))/,
  /\bgrep\b.*(?:SECRET|TOKEN|PASSW|API_?KEY|CREDENTIAL)/i,
  /\b(?:vault (?:kv )?(?:read|get)|aws secretsmanager get-secret-value|gcloud secrets versions access|op read|pass show|heroku config)\b/,
  /\baws ssm get-parameters?\b.*--with-decryption/,
  /\bjwt decode\b/,
  /\b(?:terraform|tofu) (?:(?:show|output)\b.*\s-(?:json|raw)\b|state (?:show|pull)\b)/,
  /\betcdctl\b.*\sget\s(?!.*--keys-only)/,
  /\baws (?:lambda get-function|ecs describe-task-definition)/,
  /\/run\/secrets\/|\/etc\/shadow\b/,
  /\bps\b.*(?:\s-?[a-z]*e[a-z]*ww|\seww)/,
];

function echoesSecret(text: string): boolean {
  const match = /^(?:echo|printf)\b(.*)$/s.exec(text);
  return match !== null && (match[1] ?? '').split(/\W+/).some((word) => isSecretName(word));
}
