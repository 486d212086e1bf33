import type { Family } from '../row.ts';
import { changes, destroys, reads } from './make.ts';

/** Smaller tools of operations: databases' helpers, certificates, scanners, servers. */
export const ops: Family[] = [
  {
    programs: ['pg_isready'],
    rows: [reads('', 'asks whether the database answers', 'pg_isready -h db')],
  },
  {
    programs: ['pg_ctl', 'pg_ctlcluster'],
    rows: [
      reads('status', 'shows the server', 'pg_ctl status'),
      changes('start|stop|restart|reload|promote', 'changes the server', 'pg_ctl restart'),
    ],
  },
  {
    programs: ['pg_dump', 'pg_dumpall', 'mysqldump', 'pg_basebackup'],
    rows: [changes('', 'copies the whole database out', 'pg_dump app', { reveals: true })],
  },
  {
    programs: ['pg_restore', 'dropdb', 'dropuser', 'mongorestore'],
    rows: [destroys('', 'overwrites or removes data', 'dropdb app')],
  },
  {
    programs: ['createdb', 'createuser', 'vacuumdb', 'reindexdb', 'mongodump'],
    rows: [changes('', 'changes the database', 'vacuumdb app')],
  },
  {
    programs: ['promtool'],
    rows: [
      reads(
        'check config|rules|metrics|healthy|ready',
        'checks files',
        'promtool check config a.yml',
      ),
      reads(
        'query instant|range|labels|series',
        'asks Prometheus',
        'promtool query instant http://p up',
      ),
    ],
  },
  {
    programs: ['amtool'],
    rows: [
      reads('alert query', 'lists alerts', 'amtool alert query'),
      reads('silence query', 'lists silences', 'amtool silence query'),
      changes('silence add|expire|update', 'changes silences', 'amtool silence add a=b'),
    ],
  },
  {
    programs: ['cmctl'],
    rows: [
      reads('status|check|inspect|version', 'shows certificates', 'cmctl status certificate a'),
      changes('renew|approve|deny', 'changes certificates', 'cmctl renew a'),
    ],
  },
  {
    programs: ['sops'],
    rows: [
      reads('', 'shows secrets', 'sops -d a.yaml', {
        has: ['-d', '--decrypt'],
        only: ['-d', '--decrypt', '--extract', '--input-type', '--output-type', '--verbose'],
        reveals: true,
      }),
    ],
  },
  {
    programs: ['ansible-vault'],
    rows: [
      reads('view', 'shows secrets', 'ansible-vault view a.yml', {
        lacks: ['--vault-password-file', '--vault-pass-file', '--vault-id'],
        reveals: true,
      }),
    ],
  },
  {
    programs: ['ansible-inventory'],
    rows: [
      reads('', 'shows machines', 'ansible-inventory --list', {
        has: ['--list', '--graph', '--host'],
        lacks: ['--output', '--vault-password-file', '--vault-pass-file', '--vault-id'],
      }),
    ],
  },
  {
    programs: ['ansible-playbook'],
    rows: [
      reads('', 'shows what it would do', 'ansible-playbook site.yml --list-hosts', {
        has: ['--list-hosts', '--list-tasks', '--list-tags', '--syntax-check'],
        lacks: [
          '--vault-password-file',
          '--vault-pass-file',
          '--vault-id',
          '-e',
          '--extra-vars',
          '-M',
          '--module-path',
        ],
      }),
    ],
  },
  {
    programs: ['skopeo'],
    rows: [
      reads('inspect|list-tags', 'shows an image', 'skopeo inspect docker://a/b'),
      destroys('delete|sync', 'removes an image', 'skopeo delete docker://a/b'),
    ],
  },
  {
    programs: ['keytool'],
    rows: [
      reads('', 'shows certificates', 'keytool -list -keystore a', {
        has: ['-list', '-printcert'],
        lacks: [
          '-importcert',
          '-import',
          '-delete',
          '-genkeypair',
          '-genkey',
          '-storepasswd',
          '-exportcert',
          '-export',
          '-providerclass',
          '-providerpath',
          '-file',
          '-J',
        ],
      }),
    ],
  },
  {
    programs: ['certbot'],
    rows: [
      reads('certificates', 'lists certificates', 'certbot certificates'),
      destroys('delete|revoke', 'removes a certificate', 'certbot delete'),
      changes('renew|certonly|run', 'renews certificates', 'certbot renew'),
    ],
  },
  {
    programs: ['nginx', 'apachectl', 'haproxy'],
    rows: [
      reads('', 'checks the configuration', 'nginx -t', {
        has: ['-t', '-T', '-v', '-V'],
        lacks: ['-s', '-g', '-p', '-e', '-k', '-f', '-D', '-c'],
        most: 0,
      }),
      changes('', 'changes the server', 'nginx -s reload'),
    ],
  },
  {
    programs: ['knife'],
    rows: [
      reads(
        'node|role|environment|cookbook|client show|list',
        'shows a node',
        'knife node show web1',
        { lacks: ['-c', '--config', '-e'] },
      ),
      reads('status', 'shows nodes', 'knife status'),
      changes('ssh|node|bootstrap', 'changes nodes', 'knife node edit web1'),
    ],
  },
  {
    programs: ['pip-audit', 'gitleaks', 'hadolint', 'shellcheck'],
    rows: [
      reads('', 'checks for weaknesses', 'pip-audit', {
        lacks: ['-o', '--output', '--fix', '-f', '--report-path', '-r', '--cache-dir'],
      }),
    ],
  },
  {
    programs: ['bandit'],
    rows: [reads('', 'checks for weaknesses', 'bandit -r app', { lacks: ['-o', '--output'] })],
  },
  {
    programs: ['trivy'],
    rows: [
      reads('image|fs|filesystem|config|repo', 'checks for weaknesses', 'trivy image web:1', {
        lacks: ['-o', '--output', '--cache-dir', '--template', '--reset', '--clear-cache'],
      }),
    ],
  },
  {
    programs: ['jwt'],
    rows: [reads('decode', 'reads a token', 'jwt decode abc', { reveals: true })],
  },
  {
    programs: ['alembic'],
    rows: [
      reads('current|history|heads', 'shows migrations', 'alembic current'),
      destroys('downgrade', 'takes a migration back', 'alembic downgrade -1'),
      changes('upgrade|stamp', 'migrates the database', 'alembic upgrade head'),
    ],
  },
  {
    programs: ['prisma'],
    rows: [
      destroys('migrate reset', 'empties the database', 'prisma migrate reset'),
      reads('migrate status', 'shows migrations', 'prisma migrate status'),
      changes('migrate deploy|dev', 'migrates the database', 'prisma migrate deploy'),
    ],
  },
  {
    programs: ['etcdctl', 'etcdutl'],
    valued: [
      '--endpoints',
      '--cacert',
      '--cert',
      '--key',
      '--command-timeout',
      '--dial-timeout',
      '-w',
      '--write-out',
    ],
    rows: [
      reads('get', 'reads keys', 'etcdctl get / --prefix --keys-only'),
      reads('version', 'shows its version', 'etcdctl version'),
      reads('endpoint health|status', 'shows the cluster', 'etcdctl endpoint health'),
      reads('member list', 'shows the cluster', 'etcdctl member list'),
      reads('alarm list', 'shows alarms', 'etcdctl alarm list'),
      reads('snapshot status', 'shows a snapshot', 'etcdctl snapshot status a.db'),
      destroys('snapshot restore', 'overwrites data', 'etcdctl snapshot restore a.db'),
      destroys('del', 'removes keys', 'etcdctl del a'),
      changes('defrag|compact|put', 'changes the store', 'etcdctl defrag'),
    ],
  },
];
