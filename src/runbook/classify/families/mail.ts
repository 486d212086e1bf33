import type { Family } from '../row.ts';
import { changes, destroys, reads, shows } from './make.ts';

export const mail: Family[] = [
  {
    programs: ['postqueue'],
    rows: [
      reads('', 'shows the queue', 'postqueue -p', {
        only: ['-p', '-j', '-v', '-c'],
        has: ['-p', '-j'],
      }),
      changes('', 'sends what waits', 'postqueue -f'),
    ],
  },
  {
    programs: ['postsuper'],
    rows: [
      destroys('', 'removes mails', 'postsuper -d ALL deferred', { has: ['-d'] }),
      changes('', 'changes the queue', 'postsuper -r ALL'),
    ],
  },
  shows('mailq', 'mailq', { only: ['-v'], most: 0 }),
  shows('postcat', 'postcat -q A1', { only: ['-q', '-v', '-b', '-e', '-h', '-m', '-o'] }),
  shows('qshape', 'qshape deferred'),
  // `postconf name=value` edits, without any flag.
  shows('postconf', 'postconf -n', {
    plain: true,
    only: ['-n', '-d', '-v', '-m', '-a', '-A', '-l', '-h', '-H', '-x', '-f'],
  }),
  {
    programs: ['exim', 'exim4'],
    rows: [
      reads('', 'shows the queue', 'exim -bp', {
        only: ['-bp', '-bpc', '-bpr', '-bpu', '-bpa', '-bV'],
        has: ['-bp', '-bpc', '-bpr', '-bpu', '-bpa', '-bV'],
        most: 0,
      }),
      destroys('', 'removes mails', 'exim -Mrm A1', { has: ['-Mrm'] }),
    ],
  },
  shows('exiqgrep', 'exiqgrep -c', {
    only: ['-c', '-f', '-r', '-s', '-y', '-o', '-z', '-x', '-i', '-b', '-R', '-l'],
  }),
  {
    programs: ['doveadm'],
    alone: ['-v'],
    rows: [
      reads('who|user|search|penalty', 'shows mailboxes', 'doveadm who'),
      reads('quota get', 'shows quotas', 'doveadm quota get -u a'),
      reads('mailbox list|status', 'shows mailboxes', 'doveadm mailbox status -u a messages INBOX'),
      reads('log errors|find', 'shows logs', 'doveadm log errors'),
      reads(
        'director|replicator|process|service status',
        'shows the server',
        'doveadm replicator status',
      ),
      destroys('expunge|purge', 'removes mails', 'doveadm expunge -u a mailbox INBOX all'),
      destroys('mailbox|fts delete|remove', 'removes mailboxes', 'doveadm mailbox delete -u a b'),
      changes(
        'reload|stop|kick|index|sync|backup|move|copy|altmove',
        'changes mailboxes',
        'doveadm kick a',
      ),
    ],
  },
  shows('doveconf', 'doveconf -n', { only: ['-n', '-a', '-d', '-h', '-N', '-S'], reveals: true }),
  {
    programs: ['rspamc'],
    valued: ['-h', '--connect', '-P', '--password'],
    rows: [reads('stat|uptime|counters', 'shows the filter', 'rspamc stat')],
  },
];
