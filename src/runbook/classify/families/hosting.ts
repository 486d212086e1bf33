import type { Family } from '../row.ts';
import { changes, destroys, reads } from './make.ts';

/** Clouds that run applications or machines for somebody, beside the big ones of `cloud.ts`. */
export const hosting: Family[] = [
  {
    programs: ['az'],
    rows: [
      reads('account get-access-token', 'prints a token', 'az account get-access-token', {
        reveals: true,
      }),
      reads(
        'keyvault secret|key|certificate show|list',
        'shows secrets',
        'az keyvault secret show --name a --vault-name b',
        { reveals: true, lacks: ['--file', '-f'] },
      ),
      reads(
        '* keys|credential|connection-string list|show',
        'shows keys',
        'az cosmosdb keys list',
        {
          reveals: true,
        },
      ),
      reads('* account keys list', 'shows keys', 'az storage account keys list', { reveals: true }),
      reads('* list-keys|list-connection-strings', 'shows keys', 'az redis list-keys', {
        reveals: true,
      }),
      reads(
        '* * list-keys|show-connection-string|list-connection-strings|list-publishing-*',
        'shows keys',
        'az storage account show-connection-string -n a',
        { reveals: true, lacks: ['--file', '-f', '--output-file'] },
      ),
      reads(
        '* config appsettings|connection-string list',
        'shows settings',
        'az webapp config appsettings list',
        { reveals: true },
      ),
      reads(
        '* list|show|list-*|show-*|get-instance-view|get-versions|get-upgrades',
        'shows what is there',
        'az vm list',
        { lacks: ['--file', '-f', '--output-file'] },
      ),
      reads(
        '* * list|show|list-*|show-*|get-instance-view',
        'shows what is there',
        'az network vnet show',
        { lacks: ['--file', '-f', '--output-file'] },
      ),
      reads('* * * list|show', 'shows what is there', 'az network vnet subnet list', {
        lacks: ['--file', '-f', '--output-file'],
      }),
      reads(
        'monitor log-analytics|activity-log|metrics query|list',
        'asks for logs',
        'az monitor log-analytics query -w a --analytics-query b',
      ),
      reads('version', 'shows its version', 'az version'),
    ],
  },
  {
    programs: ['openstack'],
    valued: [
      '--os-cloud',
      '--os-region-name',
      '--os-project-name',
      '-f',
      '--format',
      '-c',
      '--column',
    ],
    rows: [
      reads('ec2 credentials list|show', 'shows keys', 'openstack ec2 credentials list', {
        reveals: true,
        lacks: ['--file'],
      }),
      reads('credential list|show', 'shows keys', 'openstack credential list', {
        reveals: true,
        lacks: ['--file'],
      }),
      reads('* list|show', 'shows what is there', 'openstack server list', { lacks: ['--file'] }),
      reads('* * list|show', 'shows what is there', 'openstack volume type list', {
        lacks: ['--file'],
      }),
    ],
  },
  {
    programs: ['cf'],
    rows: [
      reads(
        'apps|app|a|services|service|s|orgs|org|o|spaces|space|routes|r|domains|events|logs|buildpacks|stacks|stack|quotas|quota|org-quotas|org-quota|space-quotas|space-quota|org-users|space-users|marketplace|m|service-brokers|service-keys|tasks|network-policies|security-groups|security-group|running-security-groups|staging-security-groups|isolation-segments|feature-flags|feature-flag|packages|droplets|revisions|plugins|check-route',
        'shows what is there',
        'cf app web',
        { lacks: ['-b', '-o'] },
      ),
      reads('env|e|service-key|oauth-token', 'shows credentials', 'cf env web', { reveals: true }),
      reads('target|t|api', 'shows where commands go', 'cf target', { most: 0, only: [] }),
      reads('curl', 'asks the API', 'cf curl /v3/apps', { most: 1, only: ['-i', '-v', '--fail'] }),
      changes(
        'push|restart|restage|start|stop|scale|ssh',
        'changes an application',
        'cf restart web',
      ),
    ],
  },
  {
    programs: ['bosh'],
    valued: ['-d', '--deployment', '-e', '--environment', '--client', '--ca-cert'],
    alone: ['-n', '--non-interactive', '--json', '--tty', '--no-color'],
    rows: [
      reads(
        'vms|instances|deployments|deployment|tasks|task|releases|stemcells|env|environment|environments|locks|events|event|configs|errands|disks|snapshots|networks|orphaned-vms',
        'shows what is there',
        'bosh -d web vms',
      ),
      reads(
        'manifest|cloud-config|runtime-config|cpi-config|config',
        'shows a configuration',
        'bosh -d web manifest',
        { reveals: true },
      ),
      destroys('clean-up|delete-*', 'removes it', 'bosh clean-up --all'),
      changes(
        'restart|recreate|stop|start|ssh|deploy|run-errand|cck',
        'changes a deployment',
        'bosh -d web restart',
      ),
    ],
  },
  {
    programs: ['fly', 'flyctl'],
    // Concourse and Fly.io call their programs the same; a word may be a command of one and a topic of the other.
    valued: ['-t', '--target', '-a', '--app', '-c', '--config', '-p', '-j', '-b', '-r', '-w', '-n'],
    rows: [
      reads(
        'builds|pipelines|jobs|resources|resource-versions|workers|containers|volumes|teams|targets|active-users|userinfo|status|logs|releases|doctor|info',
        'shows what is there',
        'fly -t ci builds -j a/b',
        { most: 0 },
      ),
      reads('get-pipeline|get-team', 'shows a configuration', 'fly -t ci get-pipeline -p a', {
        reveals: true,
        most: 0,
      }),
      reads(
        'apps|machine|machines|volumes|ips|checks|regions|certs|secrets list',
        'shows what is there',
        'fly machines list',
      ),
      destroys('destroy-*', 'removes it', 'fly -t ci destroy-pipeline -p a'),
    ],
  },
  {
    programs: ['heroku'],
    valued: ['-a', '--app', '-r', '--remote'],
    rows: [
      reads('config', 'shows credentials', 'heroku config -a web', { reveals: true, most: 0 }),
      reads('config:get|pg:credentials', 'shows credentials', 'heroku config:get A -a web', {
        reveals: true,
      }),
      reads(
        'ps|logs|releases|apps|addons|info|status|domains|pipelines|access|regions|certs|drains|pg:backups',
        'shows what is there',
        'heroku ps -a web',
        { most: 0 },
      ),
      reads(
        'releases:info|apps:info|addons:info|pg:info|pg:ps|pg:locks|pg:diagnose|pg:blocking|pg:outliers|pg:long-running-queries|pg:bloat|pg:cache-hit|pg:index-usage|pg:vacuum-stats|redis:info|auth:whoami',
        'shows what is there',
        'heroku pg:info -a web',
        { lacks: ['--reset'] },
      ),
      destroys(
        'pg:reset|pg:backups:delete|pg:backups:restore|apps:destroy|addons:destroy',
        'removes data',
        'heroku pg:reset -a web',
      ),
      changes(
        'restart|ps:restart|ps:scale|ps:stop|run|rollback|releases:rollback|maintenance:on|maintenance:off',
        'changes an application',
        'heroku restart -a web',
      ),
    ],
  },
  {
    programs: ['vagrant'],
    rows: [
      reads('status|global-status|port|validate', 'shows machines', 'vagrant status', {
        lacks: ['--prune'],
      }),
      reads('box|plugin list', 'shows what is installed', 'vagrant box list'),
      destroys('destroy', 'removes a machine', 'vagrant destroy'),
      changes('up|halt|reload|ssh|provision|resume|suspend', 'changes a machine', 'vagrant up'),
    ],
  },
];
