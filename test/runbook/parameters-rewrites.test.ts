import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { needsPerson } from '../../src/runbook/command/endless.ts';
import { readPipeline } from '../../src/runbook/command/pipeline.ts';
import { reasons } from '../../src/runbook/command/reasons.ts';

describe('a command without an end is given one, and shown', () => {
  test.each([
    ['tail -f a.log', 'tail -n 200 a.log'],
    ['tail -F a.log', 'tail -n 200 a.log'],
    ['tail --follow=name a.log', 'tail -n 200 a.log'],
    ['tail -n 50 -f a.log', 'tail -n 50 a.log'],
    ['tail -fn 50 a.log', 'tail -n 50 a.log'],
    ['tail -50f a.log', 'tail -50 a.log'],
    ['tail -f a.log | jq .', 'tail -n 200 a.log | jq .'],
    ['tail -f <file>', 'tail -n 200 <file>'],
    ['sudo tail -f /var/log/syslog', 'sudo tail -n 200 /var/log/syslog'],
    ['docker logs -f web', 'docker logs --tail=200 web'],
    ['docker logs --tail 50 -f web', 'docker logs --tail 50 web'],
    ['docker logs -ft web', 'docker logs --tail=200 -t web'],
    ['docker compose logs -f app', 'docker compose logs --tail=200 app'],
    ['docker compose -f a.yml logs -f', 'docker compose -f a.yml logs --tail=200'],
    ['docker-compose logs --follow app', 'docker-compose logs --tail=200 app'],
    ['kubectl logs -f web -n shop', 'kubectl logs --tail=200 web -n shop'],
    ['kubectl logs web --since=5m -f', 'kubectl logs web --since=5m'],
    ['kubectl -n <ns> logs -f $POD', 'kubectl -n <ns> logs --tail=200 $POD'],
    ['kubectl get pods -w', 'kubectl get pods'],
    ['kubectl get pods --watch -n x', 'kubectl get pods -n x'],
    ['kubectl --namespace x get svc --watch', 'kubectl --namespace x get svc'],
    ['aws logs tail /shop --follow', 'aws logs tail /shop'],
    ['flux logs --follow', 'flux logs'],
    ['cf logs web', 'cf logs web --recent'],
    ['journalctl -u docker -f', 'journalctl --no-pager -n 200 -u docker'],
    ['journalctl -fu docker', 'journalctl --no-pager -n 200 -u docker'],
    ['journalctl -f --since today', 'journalctl --no-pager --since today'],
    ['dmesg -wT', 'dmesg -T'],
    ['top', 'top -b -n 1'],
    ['top -o %MEM', 'top -b -n 1 -o %MEM'],
    ['docker stats', 'docker stats --no-stream'],
    ['docker stats web', 'docker stats --no-stream web'],
    ['ping example.org', 'ping -c 4 example.org'],
    ['vmstat 1', 'vmstat 1 3'],
    ['watch df -h', 'df -h'],
    ['watch -n 5 kubectl get pods', 'kubectl get pods'],
    ['watch -n5 -d kubectl get pods -w', 'kubectl get pods'],
    ["watch 'redis-cli LLEN q'", 'redis-cli LLEN q'],
    ['watch "kubectl get pods | grep web"', 'kubectl get pods | grep web'],
  ])('`%s` runs as `%s`', (line, runsAs) => {
    expect(readPipeline(line)).toMatchObject({ reason: null, runsAs });
  });
});

describe('a terminal that a button does not have is left out', () => {
  test.each([
    ['docker exec -it web ls -t', 'docker exec web ls -t'],
    ['docker exec -ti -u root web ls', 'docker exec -u root web ls'],
    ['kubectl exec -it web -n shop -- ls -t', 'kubectl exec web -n shop -- ls -t'],
    ['kubectl exec --stdin --tty web -- ls', 'kubectl exec web -- ls'],
    ['docker compose exec app ls', 'docker compose exec -T app ls'],
    ['docker-compose exec -it app ls', 'docker-compose exec -T app ls'],
    ['docker exec -it web tail -f a.log', 'docker exec web tail -n 200 a.log'],
  ])('`%s` runs as `%s`', (line, runsAs) => {
    expect(readPipeline(line)).toMatchObject({ reason: null, runsAs });
  });
});

test.each([
  ['docker exec -it web bash', reasons.session],
  ['docker exec -it web psql', reasons.session],
  ['kubectl exec -it web -- sh', reasons.session],
  ['watch', reasons.endless],
  ["watch 'docker ps; df -h'", reasons.endless],
  ["watch 'ls $DIR'", reasons.endless],
  ['watch "ls > x"', reasons.endless],
  ['sudo watch "a | b"', reasons.endless],
  ['htop', reasons.screen],
  ['less +F a.log', reasons.screen],
  ['redis-cli monitor', reasons.endless],
  ['kubectl port-forward svc/a 80', reasons.endless],
  [`tail -f ${'x'.repeat(1000)}`, reasons.longRewrite],
])('`%s` has no form that ends: it stays copy-only', (line, reason) => {
  expect(readPipeline(line)).toMatchObject({ pipeline: null, reason, runsAs: null });
});

test.each([
  'tail -n 5 a.log',
  'docker logs web',
  'top -b -n 1',
  'docker exec web ls',
  'grep -f p a',
])('`%s` runs as it is written', (line) => {
  expect(readPipeline(line)).toMatchObject({ reason: null, runsAs: null });
});

test('the line that is shown is the line that runs', { timeout: 30_000 }, () => {
  const word = fc.constantFrom(
    'web',
    '-n',
    '5',
    '-f',
    '-it',
    '--tail=9',
    "'a b'",
    '"x $Y"',
    '<pod>',
    '$POD',
    "'it'\\''s'",
    '-w',
    'POD_NAME',
    '{{ x }}',
    '"a;b"',
    '"$(date +%F)"',
  );
  const start = fc.constantFrom(
    'tail -f',
    'docker logs -f',
    'kubectl logs -f',
    'docker exec -it web tail -f',
    'watch',
    'journalctl -f',
    'kubectl get pods -w',
    'docker compose exec app',
    'sudo tail -F',
    'top',
  );
  fc.assert(
    fc.property(start, fc.array(word, { maxLength: 5 }), (program, words) => {
      const read = readPipeline([program, ...words].join(' '));
      if (read.pipeline === null) return;
      expect(needsPerson(read.pipeline)).toBeNull();
      if (read.runsAs === null) return;
      const again = readPipeline(read.runsAs);
      expect(again.pipeline).toEqual(read.pipeline);
      expect(again.runsAs).toBeNull();
    }),
    { numRuns: 3000, seed: 7 },
  );
});
