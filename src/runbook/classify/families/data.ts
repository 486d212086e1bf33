import type { Family } from '../row.ts';
import { changes, destroys, reads, shows } from './make.ts';

/** Databases, queues and their backups. SQL itself is read by `sql-tools.ts`. */
export const data: Family[] = [
  {
    programs: ['mysqladmin', 'mariadb-admin'],
    valued: ['-u', '--user', '-h', '--host', '-P', '--port', '-S', '--socket'],
    alone: ['-p', '--password', '-s', '--silent', '-v', '--verbose'],
    rows: [
      reads(
        'status|ping|processlist|extended-status|variables|version',
        'asks the server',
        'mysqladmin -u root -p processlist',
        { most: 0 },
      ),
      destroys('drop', 'removes a database', 'mysqladmin drop a'),
      changes(
        'kill|shutdown|flush-logs|flush-hosts|start-slave|stop-slave',
        'changes the server',
        'mysqladmin shutdown',
      ),
    ],
  },
  ...['pg_lsclusters', 'pg_controldata', 'pg_config'].map((program) => shows(program)),
  shows('pg_waldump', 'pg_waldump 1', { lacks: ['--save-fullpage'] }),
  {
    programs: ['repmgr'],
    valued: ['-f', '--config-file'],
    rows: [
      reads(
        'cluster show|matrix|crosscheck|event',
        'shows the cluster',
        'repmgr -f a.conf cluster show',
      ),
      reads('node|daemon|service status|check', 'shows a node', 'repmgr node status'),
      changes('standby|node|primary', 'changes the cluster', 'repmgr standby switchover'),
    ],
  },
  {
    programs: ['nodetool'],
    valued: ['-h', '--host', '-p', '--port', '-u', '--username', '-pw', '--password', '-pwf'],
    rows: [
      reads(
        'status|info|ring|tpstats|compactionstats|compactionhistory|netstats|describecluster|describering|cfstats|tablestats|cfhistograms|tablehistograms|proxyhistograms|gossipinfo|gcstats|failuredetector|version|getendpoints|getlogginglevels|getstreamthroughput|getcompactionthroughput|listsnapshots|statusbinary|statusgossip|statushandoff|viewbuildstatus|datapaths',
        'shows the cluster',
        'nodetool -h db1 status',
      ),
      destroys(
        'decommission|removenode|assassinate|clearsnapshot|truncatehints|cleanup',
        'takes data or a node away',
        'nodetool decommission',
      ),
      changes(
        'repair|flush|drain|compact|snapshot|scrub|rebuild|enablegossip|disablegossip|enablebinary|disablebinary',
        'changes a node',
        'nodetool repair',
      ),
    ],
  },
  ...kafkaTools(),
  {
    programs: ['kcat', 'kafkacat'],
    rows: [
      reads('', 'shows brokers and topics', 'kcat -b kafka:9092 -L', {
        only: ['-L', '-b', '-t', '-J', '-q'],
        has: ['-L'],
      }),
    ],
  },
  {
    programs: ['rabbitmqctl'],
    valued: ['-n', '--node', '-p', '--vhost', '-t', '--timeout'],
    alone: ['-q', '--quiet', '-s', '--silent', '-l', '--longnames'],
    rows: [
      reads(
        'list_*|status|cluster_status|ping|node_health_check|version',
        'shows the broker',
        'rabbitmqctl -p / list_queues name messages',
      ),
      reads('report|environment', 'shows its configuration', 'rabbitmqctl environment', {
        reveals: true,
      }),
      destroys(
        'purge_queue|delete_*|reset|force_reset|forget_cluster_node',
        'removes data',
        'rabbitmqctl purge_queue a',
      ),
      changes(
        'stop_app|start_app|stop|set_policy|set_permissions|add_user|change_password|join_cluster',
        'changes the broker',
        'rabbitmqctl stop_app',
      ),
    ],
  },
  {
    programs: ['rabbitmq-diagnostics'],
    valued: ['-n', '--node', '-p', '--vhost', '-t', '--timeout'],
    alone: ['-q', '--quiet', '-s', '--silent'],
    rows: [
      reads(
        'check_*|list_*|status|ping|listeners|memory_breakdown|cluster_status|alarms|server_version|is_running|is_booting|maybe_stuck|runtime_thread_stats|resolve_hostname',
        'shows the broker',
        'rabbitmq-diagnostics check_running',
      ),
      reads('report|environment', 'shows its configuration', 'rabbitmq-diagnostics report', {
        reveals: true,
      }),
    ],
  },
  {
    programs: ['rabbitmqadmin'],
    valued: [
      '-H',
      '--host',
      '-P',
      '--port',
      '-u',
      '--username',
      '-p',
      '--password',
      '-V',
      '--vhost',
      '-f',
      '--format',
    ],
    rows: [
      reads('list|show', 'shows the broker', 'rabbitmqadmin list queues'),
      destroys('delete|purge', 'removes data', 'rabbitmqadmin purge queue name=a'),
    ],
  },
];

function kafkaTools(): Family[] {
  const both = (name: string) => [name, `${name}.sh`];
  const rest = [
    '--alter',
    '--delete',
    '--create',
    '--add',
    '--remove',
    '--execute',
    '--reset-offsets',
    '--delete-offsets',
  ];
  return [
    {
      programs: both('kafka-topics'),
      rows: [
        destroys('', 'removes a topic', 'kafka-topics --delete --topic a', { has: ['--delete'] }),
        reads('', 'shows topics', 'kafka-topics --list', {
          has: ['--list', '--describe'],
          lacks: rest,
        }),
      ],
    },
    {
      programs: both('kafka-consumer-groups'),
      rows: [
        destroys(
          '',
          'moves or forgets what was read',
          'kafka-consumer-groups --reset-offsets --to-latest',
          { has: ['--delete', '--reset-offsets', '--delete-offsets'] },
        ),
        reads('', 'shows consumers', 'kafka-consumer-groups --describe --group a', {
          has: ['--list', '--describe'],
          lacks: rest,
        }),
      ],
    },
    {
      programs: [...both('kafka-configs'), ...both('kafka-log-dirs'), ...both('kafka-acls')],
      rows: [
        reads('', 'shows settings', 'kafka-configs --describe --entity-type topics', {
          has: ['--list', '--describe'],
          lacks: rest,
        }),
      ],
    },
    ...['kafka-broker-api-versions', 'kafka-get-offsets'].map(
      (name): Family => ({
        programs: both(name),
        rows: [reads('', 'asks the brokers', `${name} --bootstrap-server a:9092`)],
      }),
    ),
  ];
}
