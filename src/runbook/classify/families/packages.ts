import type { Family } from '../row.ts';
import { changes, destroys, reads } from './make.ts';

/** Where a package manager is told other settings, which may name hooks and plugins. */
const otherSettings = [
  '-o',
  '-c',
  '--option',
  '--config-file',
  '--setopt',
  '--config',
  '--installroot',
];

export const packages: Family[] = [
  {
    programs: ['pip', 'pip3'],
    rows: [
      reads('list|show|freeze|check', 'lists packages', 'pip list', { lacks: ['--log'] }),
      destroys('uninstall', 'removes packages', 'pip uninstall a'),
      changes('install|download', 'installs packages', 'pip install a'),
    ],
  },
  {
    programs: ['npm', 'pnpm', 'yarn'],
    rows: [
      reads('ls|list|outdated|view|why', 'lists packages', 'npm ls'),
      reads('audit', 'checks packages', 'npm audit', { most: 0, lacks: ['--fix', 'fix'] }),
      changes('install|ci|i|update|run|start|audit', 'installs or runs something', 'npm ci'),
    ],
  },
  {
    programs: ['apt', 'apt-get', 'yum', 'dnf', 'apk'],
    alone: ['-y', '-q', '-qq', '--yes'],
    rows: [
      reads(
        'list|show|policy|search|depends|rdepends|info|repolist|repoquery|provides|deplist|updateinfo|grouplist|dot',
        'lists packages',
        'apt list --upgradable',
        { lacks: otherSettings },
      ),
      reads('check-update', 'lists what could be updated', 'dnf check-update', {
        lacks: otherSettings,
      }),
      reads('history list|info', 'shows what was done', 'dnf history list', {
        lacks: otherSettings,
      }),
      destroys(
        'upgrade|dist-upgrade|full-upgrade|purge|remove|autoremove|erase|del',
        'replaces or removes packages',
        'apt-get upgrade',
      ),
      changes('install|update|add|reinstall', 'installs packages', 'apt-get install a'),
    ],
  },
  {
    programs: ['brew', 'gem'],
    rows: [
      reads(
        'list|ls|info|outdated|search|leaves|deps|environment|specification',
        'lists packages',
        'brew list',
      ),
      reads('services list|info', 'lists services', 'brew services list'),
      destroys('uninstall|remove|cleanup|autoremove', 'removes packages', 'brew uninstall a'),
      changes('install|upgrade|update|services', 'installs packages', 'brew install a'),
    ],
  },
  {
    programs: ['pacman'],
    rows: [
      reads('', 'lists packages', 'pacman -Q', {
        has: ['-Q', '--query'],
        lacks: [
          '-S',
          '-R',
          '-U',
          '-D',
          '-F',
          '--sync',
          '--remove',
          '--upgrade',
          '--database',
          '--hookdir',
        ],
      }),
    ],
  },
  {
    programs: ['kustomize'],
    rows: [
      reads('cfg cat|count|grep|tree', 'shows files', 'kustomize cfg tree a'),
      reads('build|version', 'prints what it would apply', 'kustomize build a', {
        lacks: [
          '-o',
          '--output',
          '--enable-helm',
          '--helm-command',
          '--enable-alpha-plugins',
          '--enable-exec',
        ],
      }),
    ],
  },
  {
    programs: ['apt-cache'],
    rows: [
      reads('policy|show|search|depends|rdepends', 'lists packages', 'apt-cache policy a', {
        lacks: ['-o', '-c', '--option', '--config-file'],
      }),
    ],
  },
  {
    programs: ['dpkg', 'rpm'],
    rows: [
      reads('', 'lists packages', 'dpkg -l', {
        has: ['-l', '-L', '-s', '-q', '-qa', '-qi', '-ql'],
        lacks: [
          '-i',
          '-e',
          '-U',
          '-F',
          '-r',
          '-P',
          '--install',
          '--remove',
          '--purge',
          '--import',
          '--eval',
          '-E',
          '--pipe',
          '--initdb',
          '--rebuilddb',
          '--define',
          '-D',
          '--load',
          '--pre-invoke',
          '--post-invoke',
        ],
      }),
    ],
  },
  {
    programs: ['helm'],
    valued: ['-n', '--namespace', '--kube-context', '--kubeconfig'],
    rows: [
      reads(
        'install|upgrade|rollback|uninstall',
        'shows what it would do',
        'helm upgrade web a --dry-run',
        {
          has: ['--dry-run'],
          lacks: ['--dry-run=none', '--post-renderer', '--dependency-update'],
        },
      ),
      reads('list|ls|status|history|version|search|show|env', 'shows releases', 'helm -n web list'),
      reads('lint', 'checks a chart', 'helm lint a'),
      reads('repo|plugin|dependency list|ls', 'shows what is installed', 'helm repo list'),
      reads(
        'diff upgrade|rollback|release|revision',
        'compares releases',
        'helm diff upgrade web a',
        {
          lacks: ['--post-renderer'],
        },
      ),
      reads('get values|manifest|notes|all|hooks', 'shows a release', 'helm get values web', {
        reveals: true,
      }),
      reads('template', 'prints what it would apply', 'helm template a ./chart', {
        lacks: ['--output-dir', '--post-renderer'],
      }),
      destroys('uninstall|delete', 'removes a release', 'helm uninstall web'),
      changes('install|upgrade|rollback|repo', 'changes a release', 'helm rollback web 1'),
    ],
  },
];
