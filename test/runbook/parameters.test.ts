import { describe, expect, test } from 'vitest';
import { readPipeline } from '../../src/runbook/command/pipeline.ts';
import type { Parameter, Runbook } from '../../src/runbook/model.ts';
import { parseRunbook } from '../../src/runbook/parse.ts';

const brace = (inner: string) => `$\{${inner}}`;

function only(line: string): Parameter | undefined {
  const { parameters, reason } = readPipeline(line);
  expect(reason).toBeNull();
  expect(parameters).toHaveLength(1);
  return parameters[0];
}

function commandsOf(code: string) {
  const book: Runbook = parseRunbook('x.md', `# X\n\n## Look\n\n\`\`\`bash\n${code}\n\`\`\`\n`);
  return book.procedures.flatMap(({ steps }) =>
    steps.flatMap((step) => (step.kind === 'command' ? [step] : [])),
  );
}

describe('a placeholder is found', () => {
  test.each([
    ['in angle brackets', 'git checkout <tag>', 'tag', '<tag>'],
    ['with spaces', 'git checkout <release tag>', 'release_tag', '<release tag>'],
    ['in double braces', 'kubectl logs {{ pod }}', 'pod', '{{ pod }}'],
    ['in braces', 'mv /etc/chef.{reason} /tmp', 'reason', '{reason}'],
    ['in square brackets', 'kubectl logs [pod-name]', 'pod_name', '[pod-name]'],
    [
      'in square brackets with an ending',
      'ansible-vault view [path-to-vault.yml]',
      'path_to_vault_yml',
      '[path-to-vault.yml]',
    ],
    ['in square brackets within a path', 'cat /srv/[app]/log', 'app', '[app]'],
    ['behind YOUR_', 'docker logs YOUR_CONTAINER', 'container', 'YOUR_CONTAINER'],
    ['behind your-', 'docker logs your-container', 'container', 'your-container'],
    ['in capitals', 'kubectl logs POD_NAME', 'pod_name', 'POD_NAME'],
    ['in capitals with a dash', 'kubectl logs POD-NAME', 'pod_name', 'POD-NAME'],
    ['in capitals within a word', 'kubectl logs svc/CLUSTER-rw', 'cluster', 'CLUSTER'],
    ['as a date', 'cat backup_YYYYMMDD.sql', 'yyyymmdd', 'YYYYMMDD'],
    ['as an address', 'ping -c 1 xx.xx.xx.xx', 'ip', 'xx.xx.xx.xx'],
    ['as the end of an address', 'ping -c 1 10.0.x.x', 'value', 'x.x'],
    ['as a version', 'git checkout vX.Y', null, null],
    ['as a version of x', 'git checkout vx.x.x', 'version', 'vx.x.x'],
    ['as a choice', 'systemctl <start|stop> web', 'choice', '<start|stop>'],
    ['as a choice in square brackets', 'systemctl [start|stop] web', 'choice', '[start|stop]'],
    ['as a choice in braces', 'systemctl {start|stop} web', 'choice', '{start|stop}'],
    ['as a variable', 'kubectl get node $NODE', 'NODE', '$NODE'],
    ['as a variable in braces', `ls ${brace('DIR')}`, 'DIR', brace('DIR')],
    ['as a variable with a default', `ls ${brace('DIR:-/srv')}`, 'DIR', brace('DIR:-/srv')],
  ])('%s', (_, line, name, written) => {
    const found = readPipeline(line).parameters.map((one) => [one.name, one.written]);
    expect(found).toEqual(name === null ? [] : [[name, written]]);
  });
});

describe('no placeholder is read into', () => {
  test.each([
    'ls [a-z]*',
    "grep '[error]' app.log",
    'grep "see [the docs] here" app.log',
    'git [options]',
    '[ -f x ]',
    'test [ -f x ]',
    'curl -X DELETE http://localhost/x',
    'kill -s TERM 7',
    'git diff HEAD',
    'iptables -L INPUT',
    'grep DATABASE_HOST .env',
    'printenv SERVICE_NAME',
    'docker exec web printenv SERVICE_NAME',
    'redis-cli GET SERVICE_NAME',
    'docker run -e POD_NAME=x web',
    'POD_NAME=x ./run.sh',
    'psql -c "SELECT NAMESPACE FROM t"',
    'kubectl get pods -o custom-columns=NAME:.metadata.name,NODE:.spec.nodeName',
    'ps -o PID,NODE',
    "awk '{print $NODE}' x",
    "jq '.items[name]' x",
    "kubectl get pods -o jsonpath='{.items[0].name}'",
    "docker ps --format '{{.Names}}'",
    'python -c "import x.x"',
  ])('`%s`', (line) => {
    expect(readPipeline(line).parameters).toEqual([]);
  });
});

describe('the type follows from the name', () => {
  test.each([
    ['kubectl -n <namespace> get pods', { kind: 'name' }],
    ['kubectl logs <pod-name>', { kind: 'name' }],
    ['kubectl -n $NS get pods', { kind: 'name' }],
    ['nc -z db <port>', { kind: 'port' }],
    ['nc -z db $DB_PORT', { kind: 'port' }],
    ['kubectl scale deploy/web --replicas=<count>', { kind: 'number' }],
    ['kill <pid>', { kind: 'number' }],
    ['ping -c 1 <ip-address>', { kind: 'address' }],
    ['ssh <host> uptime', { kind: 'address' }],
    ['ls logs/<date>', { kind: 'date', format: '%F' }],
    ['cat b_YYYYMMDD.sql', { kind: 'date', format: '%Y%m%d' }],
    ['cat b_YYYY-MM-DD.sql', { kind: 'date', format: '%Y-%m-%d' }],
    ['cat b_YYYYMMDD_HHMMSS.sql', { kind: 'date', format: '%Y%m%d_%H%M%S' }],
    [
      'systemctl <start|stop|restart> web',
      { kind: 'choice', options: ['start', 'stop', 'restart'] },
    ],
    ['git checkout <tag>', undefined],
    ['git checkout <tag or branch>', undefined],
  ])('`%s`', (line, type) => {
    expect(only(line)?.type).toEqual(type);
  });
});

describe('the alert says the value', () => {
  test.each([
    ['by name', 'ls <namespace>', 'namespace'],
    ['by a short name', 'kubectl -n $NS get pods', 'namespace'],
    ['by any label of that name', 'ls <queue-id>', 'queue_id'],
    ['after -n of kubectl', 'kubectl -n <app> get pods', 'namespace'],
    ['after --namespace=', 'kubectl --namespace=$X get pods', 'namespace'],
    ['after --namespace', 'kubectl get pods --namespace $X', 'namespace'],
    ['after -c of kubectl', 'kubectl logs web -c <which>', 'container'],
    ['behind pod/', 'kubectl describe pod/<that-one>', 'pod'],
    ['after a kind', 'kubectl describe deployment <app>', 'deployment'],
    ['after kubectl logs', 'kubectl logs <it>', 'pod'],
    ['after cordon', 'kubectl cordon <it>', 'node'],
    ['after --context', 'kubectl --context <env> get pods', 'cluster'],
    ['after docker logs', 'docker logs <it>', 'container'],
    ['after ssh', 'ssh <box> uptime', 'host'],
    ['of a job in Kubernetes, which `job` is not', 'kubectl describe job <job>', 'job_name'],
    ['of a job anywhere else', 'ls <job>', 'job'],
  ])('%s', (_, line, label) => {
    expect(only(line)?.labels?.[0]).toBe(label);
  });

  test.each(['cat <file>', 'ls <name>', 'curl -H "a: $API_TOKEN" http://a', 'sort -n <x>'])(
    'and never of `%s`',
    (line) => {
      expect(only(line)?.labels).toBeUndefined();
    },
  );
});

describe('what a line above says', () => {
  test.each([
    ['a literal', 'NS=web', 'web', '$NS'],
    ['a quoted literal', 'NS="web"', 'web', '$NS'],
    ['an exported one', "export NS='web'", 'web', '$NS'],
    ['with a comment behind it', 'NS=web  # the shop', 'web', '$NS'],
    ['a placeholder', 'NS=<your namespace>', null, '<your namespace>'],
    ['an exported placeholder', 'export NS=<namespace>', null, '<namespace>'],
    ['nothing', 'NS=""', null, '$NS'],
    ['a stand-in', 'NS=XXX', null, '$NS'],
  ])('%s is the default, or the question', (_, above, value, written) => {
    const [step] = commandsOf(`${above}\nkubectl -n $NS get pods`);
    expect(step?.parameters).toMatchObject([{ name: 'NS', default: value, written }]);
    expect(step?.parameters[0]?.environment).toBeUndefined();
  });

  test('a choice of a variable is a choice', () => {
    const [step] = commandsOf('LEVEL=<debug|info>\n./log.sh $LEVEL');
    expect(step?.parameters[0]?.type).toEqual({ kind: 'choice', options: ['debug', 'info'] });
  });

  test('a variable made of others is taken apart', () => {
    const [step] = commandsOf('FILE=backup-<name>-$(date +%F).tgz\ntar tf $FILE');
    expect(step?.pipeline?.[0]?.argv[2]).toEqual([
      'backup-',
      { param: 'name' },
      '-',
      { date: { format: '%F', utc: false, offsetMs: 0 } },
      '.tgz',
    ]);
  });

  test('a circle of variables ends', () => {
    const [step] = commandsOf('A=x$B\nB=y$A\nls $A');
    expect(step?.parameters.length).toBeLessThan(3);
  });

  test('only lines above count, and the nearest wins', () => {
    const [first, second] = commandsOf('A=1\nls $A\nA=2\ndf $A\nB=3');
    expect(first?.parameters).toMatchObject([{ default: '1' }]);
    expect(second?.parameters).toMatchObject([{ default: '2' }]);
  });

  test('what nothing sets may come from the target', () => {
    expect(only('ls $HOME')?.environment).toBe('HOME');
    expect(only(`ls ${brace('DIR:-/srv')}`)).toMatchObject({ environment: 'DIR', default: '/srv' });
    expect(only('ls <home>')?.environment).toBeUndefined();
  });
});

describe('a secret', () => {
  test.each(['<password>', '$API_TOKEN', 'YOUR_SECRET', '{{ api_key }}', '<private-key>'])(
    'is %s',
    (written) => {
      expect(only(`./login.sh ${written}`)?.secret).toBe(true);
    },
  );

  test.each(['<secret-name>', '<key-file>', '<token-path>', '<keyspace>'])(
    'is not %s',
    (written) => {
      expect(only(`./login.sh ${written}`)?.secret).toBe(false);
    },
  );

  test('a lookup of one makes what it fills one, and does not show what it found', () => {
    const [lookup, step] = commandsOf('TOKEN=$(vault print token)\ncurl -H "a: $TOKEN" http://a');
    expect(lookup).toMatchObject({ sets: 'TOKEN', revealsSecrets: true });
    expect(step?.parameters).toMatchObject([{ name: 'TOKEN', secret: true }]);
  });
});

describe('a lookup', () => {
  test.each([
    'POD=$(kubectl get pods -o name | head -1)',
    'POD="$(kubectl get pods -o name | head -1)"',
    'export POD=$(kubectl get pods -o name | head -1)',
    'POD=`kubectl get pods -o name | head -1`',
  ])('`%s` runs what is inside, as what it is', (line) => {
    const [lookup, step] = commandsOf(`${line}\nkubectl delete pod $POD`);
    expect(lookup).toMatchObject({ text: line, sets: 'POD', class: 'readonly', reason: null });
    expect(lookup?.pipeline?.map(({ argv }) => argv[0])).toEqual([['kubectl'], ['head']]);
    expect(step?.parameters).toMatchObject([{ name: 'POD', default: null }]);
    expect(step?.parameters[0]?.environment).toBeUndefined();
  });

  test('may ask for something itself', () => {
    const [lookup] = commandsOf("POD=$(kubectl get pods -n <namespace> -o jsonpath='{.x}')");
    expect(lookup?.parameters).toMatchObject([
      { name: 'namespace', labels: ['namespace', expect.anything(), expect.anything()] },
    ]);
  });

  test('that only a shell can do stays copy-only, with the reason', () => {
    const [lookup] = commandsOf('POD=$(cat *.txt)');
    expect(lookup).toMatchObject({ pipeline: null });
    expect(lookup?.reason).toContain('file pattern');
    expect(lookup?.sets).toBeUndefined();
  });

  test('that changes something is as dangerous as what it runs', () => {
    expect(commandsOf('ID=$(docker run -d web)')[0]?.class).toBe('mutating');
    expect(commandsOf('X=$(rm -rf /srv)')[0]?.class).toBe('destructive');
  });

  test('inside of a command is for a shell', () => {
    expect(commandsOf('kubectl delete pod $(kubectl get pods -o name)')[0]).toMatchObject({
      pipeline: null,
      reason: expect.stringContaining('output of another command'),
    });
  });
});

describe('what a line above exports for programs that never name it', () => {
  test('goes with them, and is shown', () => {
    const [step] = commandsOf('export KUBECONFIG=/etc/blue.yaml\nkubectl get pods');
    expect(step?.pipeline?.[0]?.env).toEqual({ KUBECONFIG: '/etc/blue.yaml' });
    expect(step?.runsAs).toBe('KUBECONFIG=/etc/blue.yaml kubectl get pods');
  });

  test.each([
    'export KUBECONFIG=<file>\nkubectl get pods',
    'export AWS_PROFILE=$(whoami)\naws s3 ls',
  ])('is for a shell where it is not known: %j', (code) => {
    expect(commandsOf(code).at(-1)).toMatchObject({
      pipeline: null,
      reason: expect.stringContaining('`export`'),
    });
  });

  test('never gets lost when a line is split', () => {
    const steps = commandsOf('export KUBECONFIG=/x && kubectl get pods');
    expect(steps.map(({ pipeline }) => pipeline)).toEqual([null]);
  });

  test('does not matter where it steers nothing', () => {
    expect(commandsOf('export NS=web\nkubectl -n $NS get pods')[0]?.runsAs).toBeUndefined();
    expect(commandsOf('KUBECONFIG=/x\nkubectl get pods')[0]?.runsAs).toBeUndefined();
  });
});

test('a date of a variable is nothing to run', () => {
  const [date, step] = commandsOf('DAY=$(date +%Y%m%d)\ncat backup-$DAY.sql');
  expect(date).toMatchObject({
    pipeline: null,
    reason: expect.stringContaining('computes a date'),
  });
  expect(step).toMatchObject({ reason: null, parameters: [] });
});

test('a line of several commands gives a step for each, which keeps the line', () => {
  const steps = commandsOf('docker compose pull && docker compose up -d');
  expect(steps.map(({ text, line }) => [text, line])).toEqual([
    ['docker compose pull', 'docker compose pull && docker compose up -d'],
    ['docker compose up -d', 'docker compose pull && docker compose up -d'],
  ]);
});

test('a variable that the line itself sets is filled in, and is no step', () => {
  const steps = commandsOf('NS=web; kubectl -n $NS get pods');
  expect(steps.map(({ text }) => text)).toEqual(['kubectl -n $NS get pods']);
  expect(steps[0]?.parameters).toMatchObject([{ default: 'web' }]);
});

test('what an approval is bound to changes with what would run', () => {
  const hash = (code: string) => commandsOf(code).at(-1)?.hash;
  expect(hash('NS=a\nkubectl -n $NS get pods')).not.toBe(hash('NS=b\nkubectl -n $NS get pods'));
  expect(hash('F=a-$(date +%F)\ncat $F')).not.toBe(hash('F=a-$(date +%s)\ncat $F'));
  expect(hash('df -h\nls')).toBe(hash('ls'));
});
