import type { Family } from '../row.ts';
import { changes, destroys, reads } from './make.ts';

/** What makes, shows and throws away copies. */
export const backup: Family[] = [
  {
    programs: ['pgbackrest'],
    valued: ['--stanza', '--repo', '--config', '--log-level-console', '--set', '--output'],
    rows: [
      reads('info|version|help|repo-ls|verify', 'shows backups', 'pgbackrest --stanza=a info'),
      destroys(
        'restore|expire|stanza-delete',
        'overwrites or removes data',
        'pgbackrest --stanza=a restore',
      ),
      changes('backup|check|start|stop', 'makes a backup', 'pgbackrest --stanza=a backup'),
    ],
  },
  {
    programs: ['barman'],
    valued: ['-c', '--config'],
    alone: ['-q', '-d'],
    rows: [
      reads('list-*|show-*|status|check|diagnose', 'shows backups', 'barman list-backups a'),
      destroys('delete|recover', 'overwrites or removes data', 'barman recover a latest /data'),
      changes('backup|cron|receive-wal|switch-wal', 'makes a backup', 'barman backup a'),
    ],
  },
  {
    programs: ['wal-g'],
    valued: ['--config'],
    rows: [
      reads('backup-list|wal-show', 'shows backups', 'wal-g backup-list'),
      destroys(
        'delete|backup-fetch',
        'overwrites or removes data',
        'wal-g backup-fetch /data LATEST',
      ),
      changes('backup-push|wal-push', 'makes a backup', 'wal-g backup-push /data'),
    ],
  },
  {
    programs: ['restic'],
    valued: ['-r', '--repo', '-p', '--password-file', '--tag', '--host', '--path'],
    alone: ['-q', '--quiet', '-v', '--verbose', '--no-lock', '--json'],
    rows: [
      reads('snapshots|stats|ls|find|diff|version', 'shows backups', 'restic -r a snapshots', {
        lacks: ['--password-command', '-o', '--option'],
      }),
      destroys(
        'forget|prune|restore|unlock',
        'removes or overwrites data',
        'restic forget --keep-last 3',
      ),
      changes('backup|check|init|copy|tag', 'makes a backup', 'restic backup a'),
    ],
  },
  {
    programs: ['borg'],
    rows: [
      reads('list|info|diff', 'shows backups', 'borg list a', {
        lacks: ['--rsh', '--remote-path'],
      }),
      destroys(
        'delete|prune|extract|recreate|compact',
        'removes or overwrites data',
        'borg prune a',
      ),
      changes('create|check|init|mount', 'makes a backup', 'borg create a::b c'),
    ],
  },
  {
    programs: ['rclone'],
    rows: [
      reads(
        'ls|lsl|lsd|lsf|lsjson|size|about|listremotes|version|tree|md5sum|sha1sum',
        'shows files',
        'rclone lsd a:',
        {
          only: [
            '--max-depth',
            '-R',
            '--fast-list',
            '--human-readable',
            '--json',
            '-v',
            '-q',
            '--include',
            '--exclude',
            '--format',
          ],
          plain: true,
        },
      ),
      destroys(
        'sync|delete|deletefile|purge|rmdir|rmdirs|cleanup|dedupe|move|moveto',
        'deletes files',
        'rclone sync a b',
      ),
      changes('copy|copyto|mkdir|touch', 'copies files', 'rclone copy a b'),
    ],
  },
  {
    programs: ['s3cmd', 's5cmd'],
    rows: [
      reads('ls|la|du|info|head', 'shows a bucket', 's3cmd ls s3://a'),
      destroys('del|rm|rb|sync|expire', 'deletes objects', 's3cmd del s3://a/b'),
      changes('put|get|cp|mv|mb', 'copies objects', 's3cmd put a s3://b'),
    ],
  },
];
