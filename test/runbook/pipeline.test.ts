import { describe, expect, test } from 'vitest';
import { sameCommand } from '../../src/runbook/action-link.ts';
import { readPipeline } from '../../src/runbook/command/pipeline.ts';
import { reasons } from '../../src/runbook/command/reasons.ts';
import { splitLine } from '../../src/runbook/command/split.ts';

function argvOf(line: string): unknown {
  return readPipeline(line).pipeline?.map((stage) =>
    stage.argv.map((argument) => (argument.length === 1 ? argument[0] : argument)),
  );
}

test.each([
  ['docker ps -a', [['docker', 'ps', '-a']]],
  ["grep 'a b' c", [['grep', 'a b', 'c']]],
  ['grep "a b"c d\\ e', [['grep', 'a bc', 'd e']]],
  ['a | b -x', [['a', 'b'].slice(0, 1), ['b', '-x']]],
  ['psql -c "SELECT 1\nFROM t"', [['psql', '-c', 'SELECT 1\nFROM t']]],
  ['curl -s \\\n  http://a', [['curl', '-s', 'http://a']]],
  ["grep '$HOME' a", [['grep', '$HOME', 'a']]],
  ['redis-cli FLUSHDB  # all sessions', [['redis-cli', 'FLUSHDB']]],
  ["awk '{print $1}' a", [['awk', '{print $1}', 'a']]],
  [
    "kubectl get pods -o jsonpath='{.items[*].status}'",
    [['kubectl', 'get', 'pods', '-o', 'jsonpath={.items[*].status}']],
  ],
])('`%s` becomes argv', (line, argv) => {
  expect(argvOf(line)).toEqual(argv);
});

describe('parameters', () => {
  test.each([
    ['git checkout <previous-version>', 'previous_version', '<previous-version>'],
    ['kubectl logs {{ pod }}', 'pod', '{{ pod }}'],
    ['curl -H YOUR_API_TOKEN http://a', 'api_token', 'YOUR_API_TOKEN'],
    ['docker logs your-container', 'container', 'your-container'],
    ['tar -xzf backup_YYYYMMDD.tar.gz', 'yyyymmdd', 'YYYYMMDD'],
    ['mv /etc/chef.{reason} /tmp', 'reason', '{reason}'],
    ['kubectl get node $NODE', 'NODE', '$NODE'],
    ['kubectl get node "$' + '{NODE}"', 'NODE', '$' + '{NODE}'],
  ])('`%s` asks for %s', (line, name, written) => {
    expect(readPipeline(line).parameters).toMatchObject([{ name, written }]);
  });

  test('each one fills a part of exactly one argument', () => {
    expect(argvOf('aws s3 ls s3://$BUCKET/<folder>')).toEqual([
      ['aws', 's3', 'ls', ['s3://', { param: 'BUCKET' }, '/', { param: 'folder' }]],
    ]);
  });

  test('the same variable is asked for once', () => {
    const { parameters } = readPipeline('cp $A "$A" "<a>" <a>');
    expect(parameters.map(({ name }) => name)).toEqual(['A', 'a']);
  });

  test('what the procedure or the line itself says is the default', () => {
    expect(
      readPipeline(
        'kubectl -n $NS get pods',
        new Map([['NS', { pieces: [{ kind: 'text', text: 'web' }], secret: false }]]),
      ).parameters,
    ).toMatchObject([{ name: 'NS', default: 'web' }]);
    expect(readPipeline('kubectl -n $' + '{NS:-web} get pods').parameters).toMatchObject([
      { default: 'web' },
    ]);
  });

  test.each(['API_TOKEN', 'DB_PASSWORD', 'RESEND_API_KEY', 'JWT_SECRET'])(
    '$%s is secret',
    (name) => {
      expect(readPipeline(`curl -H "a: $${name}" http://a`).parameters).toMatchObject([
        { secret: true },
      ]);
    },
  );

  test.each([
    'psql db < dump.sql',
    'a -x "1 < 2"',
    "jq '{a: .b}'",
    "echo '{}'",
    "docker ps --format '{{.Names}}'",
    "kubectl get pods --template='{{range .items}}{{.name}}{{end}}'",
  ])('`%s` has no placeholder', (line) => {
    expect(readPipeline(line).parameters).toEqual([]);
  });
});

test.each([
  ['a 2>&1', { stderr: 'merge', stdout: 'keep' }],
  ['a 2>/dev/null', { stderr: 'discard', stdout: 'keep' }],
  ['a >/dev/null', { stderr: 'keep', stdout: 'discard' }],
  ['a >/dev/null 2>&1', { stderr: 'discard', stdout: 'discard' }],
  ['a &>/dev/null', { stderr: 'discard', stdout: 'discard' }],
])('the streams of `%s`', (line, streams) => {
  expect(readPipeline(line).pipeline?.[0]).toMatchObject(streams);
});

test('assignments before the program become its environment', () => {
  expect(readPipeline('LOG_LEVEL=DEBUG docker compose restart').pipeline?.[0]?.env).toEqual({
    LOG_LEVEL: 'DEBUG',
  });
});

test.each([
  ['a; b', reasons.sequence],
  ['a || b', reasons.sequence],
  ['a &', reasons.background],
  ['for x in a b; do echo $x; done', reasons.control],
  ['tar czf b-$(git rev-parse HEAD).tgz data', reasons.substitution],
  ['tar czf b-$(date).tgz data', reasons.substitution],
  ['tar czf b-$(date -r x +%F).tgz data', reasons.substitution],
  ['cat /var/log/*.log', reasons.pattern],
  ['cd /opt/app', reasons.ownShell],
  ['source .env', reasons.ownShell],
  ['stern web', reasons.endless],
  ['cp {a,b} c', reasons.pattern],
  ['cat <<EOF\na\nEOF', reasons.heredoc],
  ['psql db < dump.sql', reasons.input],
  ['pg_dump db > dump.sql', reasons.redirect],
  ['echo a >> b', reasons.redirect],
  ['X=$(date)', reasons.assignment],
  ['cat ~/x', reasons.home],
  ['diff <(a) b', reasons.process],
  ['echo $TOKEN', reasons.ownVariable],
  ['cat $1', reasons.expansion],
  ['<program> status', reasons.program],
  ['docker ps "unclosed', reasons.unreadable],
  ['docker compose up --build', reasons.endless],
  ['kubectl port-forward svc/a 80', reasons.endless],
  ['redis-cli monitor', reasons.endless],
  ['sudo htop', reasons.screen],
  ['less a.log', reasons.screen],
  ['vim a', reasons.editor],
  ['kubectl edit pvc a', reasons.editor],
  ['crontab -e', reasons.editor],
  ['ssh host', reasons.session],
  ['sudo su - app', reasons.session],
  ['docker exec -it web bash', reasons.session],
  ['kubectl exec -it web -- bash', reasons.session],
  ['docker-compose exec db psql', reasons.session],
  ['psql -U app', reasons.session],
  ['redis-cli', reasons.session],
  ['python', reasons.session],
  ['bosh -d web ssh worker/0', reasons.session],
  ['gcloud compute ssh web', reasons.session],
  ['aws ssm start-session --target a', reasons.session],
  ['vagrant ssh', reasons.session],
  ['mongosh mongodb://a', reasons.session],
  ['cqlsh', reasons.session],
  ['heroku logs --tail -a web', reasons.follow],
  ['curl -s ... | jq .', reasons.leftOut],
  ['curl http://a/{b,c}', reasons.pattern],
])('`%s` is copy-only', (line, reason) => {
  expect(readPipeline(line)).toMatchObject({ pipeline: null, reason });
});

test.each([
  'docker compose -f a.yml logs app',
  'docker stats --no-stream',
  'docker compose up -d',
  'top -b -n 1',
  'ping -c 3 a',
  'ssh host uptime',
  'psql -U app -c "SELECT 1"',
  'redis-cli --scan --pattern "a*"',
  'kubectl exec web -- psql -c "SELECT 1"',
  'tail -20 a',
  'grep -f patterns a',
  'python -c "print(1)"',
  'bosh -d web ssh worker/0 -c uptime',
  'gcloud compute ssh web --command=uptime',
  'curl localhost:9200/_cluster/settings?pretty',
  'curl http://a:9200/_cat/indices/*-2026?v',
])('`%s` runs', (line) => {
  expect(readPipeline(line).reason).toBeNull();
});

test('`a && b` and `a; b` are split only where all of it runs as it is', () => {
  expect(splitLine('docker-compose down && docker-compose up -d')).toEqual([
    'docker-compose down',
    'docker-compose up -d',
  ]);
  expect(splitLine('a && git checkout <tag>')).toEqual(['a', 'git checkout <tag>']);
  expect(splitLine('a && b > c')).toBeNull();
  expect(splitLine('a || b')).toBeNull();
  expect(splitLine('a; b -x')).toEqual(['a', 'b -x']);
  expect(splitLine('cd /opt/app && docker compose up -d')).toBeNull();
  expect(splitLine('a & b')).toBeNull();
  expect(splitLine('P=$(pgrep web) && ps -p $P')).toEqual(['P=$(pgrep web)', 'ps -p $P']);
  expect(splitLine('P=$(cat < x) && ps -p $P')).toBeNull();
});

test('a step is linked to an action by the same argv and nothing else', () => {
  const same = (line: string, argv: string[]) =>
    sameCommand(readPipeline(line).pipeline ?? [], argv);
  expect(same('./scripts/deploy.sh  restart', ['./scripts/deploy.sh', 'restart'])).toEqual({});
  expect(same('./scripts/deploy.sh restart now', ['./scripts/deploy.sh', 'restart'])).toBeNull();
  expect(same('A=1 ./scripts/deploy.sh restart', ['./scripts/deploy.sh', 'restart'])).toBeNull();
  expect(same('./scripts/deploy.sh restart | cat', ['./scripts/deploy.sh', 'restart'])).toBeNull();
  expect(same('./scripts/deploy.sh <what>', ['./scripts/deploy.sh', '<what>'])).toBeNull();
});

test('a step is linked to an action that asks, with what the runbook says for its parameters', () => {
  const same = (line: string, argv: string[]) =>
    sameCommand(readPipeline(line).pipeline ?? [], argv);
  const scale = ['docker-compose', 'up', '-d', '--scale', '{{part}}={{replicas}}'];
  expect(same('docker-compose up -d --scale worker=5', scale)).toEqual({
    part: 'worker',
    replicas: '5',
  });
  expect(same('docker-compose up -d --scale worker', scale)).toBeNull();
  expect(same('git checkout <previous-version>', ['git', 'checkout', '{{version}}'])).toEqual({});
  expect(same('cp a b', ['cp', '{{x}}', '{{x}}'])).toBeNull();
  expect(same('cp a a', ['cp', '{{x}}', '{{x}}'])).toEqual({ x: 'a' });
  expect(same('tar czf b-$(date +%F).tgz x', ['tar', 'czf', '{{file}}', 'x'])).toBeNull();
});
