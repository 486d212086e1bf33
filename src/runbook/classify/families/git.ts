import type { Family } from '../row.ts';
import { changes, destroys, reads } from './make.ts';

/** Ways in which a reading git command starts a program or writes a file. */
const escapes = [
  '--output',
  '--ext-diff',
  '--textconv',
  '-O',
  '--open-files-in-pager',
  '--upload-pack',
  '--exec',
  '-o',
];

export const git: Family = {
  programs: ['git'],
  valued: ['-C', '--git-dir', '--work-tree', '--namespace'],
  alone: ['--no-pager', '--bare', '--no-optional-locks', '--literal-pathspecs'],
  rows: [
    destroys('', 'forgets what cannot be reached any more', 'git -c gc.pruneExpire=now gc', {
      has: ['gc.pruneExpire=now', '-c gc.pruneExpire=now', '--prune=now', 'gc.reflogExpire=0'],
    }),
    reads(
      'status|log|show|diff|shortlog|blame|rev-parse|rev-list',
      'shows the history',
      'git log --oneline',
      { lacks: escapes },
    ),
    reads(
      'show-ref|cat-file|ls-files|ls-tree|describe|merge-base|name-rev|count-objects|grep|cherry|for-each-ref',
      'shows objects',
      'git -C /repo show-ref',
      { lacks: [...escapes, '--filters', '--batch-command'] },
    ),
    reads('branch', 'lists branches', 'git branch -a', {
      most: 0,
      lacks: [
        '-d',
        '-D',
        '-m',
        '-M',
        '-c',
        '-C',
        '-u',
        '--unset-upstream',
        '--edit-description',
        '--delete',
        '--move',
        '--copy',
        '--set-upstream-to',
      ],
    }),
    reads('tag', 'lists tags', 'git tag -l', {
      most: 0,
      lacks: ['-d', '--delete', '-a', '-s', '-f'],
    }),
    reads('remote', 'lists remotes', 'git remote -v', { most: 0 }),
    reads('stash|worktree|submodule list|show|status', 'shows it', 'git stash list', {
      lacks: escapes,
      most: 1,
    }),
    reads('config', 'shows settings', 'git config --list', {
      has: ['--list', '-l', '--get', '--get-all', '--get-regexp'],
      lacks: ['--unset', '--unset-all', '--add', '--replace-all', '-e', '--edit'],
      most: 1,
    }),
    reads(
      'ls-remote|fsck|check-ignore|whatchanged|range-diff',
      'shows objects',
      'git ls-remote origin',
      {
        lacks: [...escapes, '--lost-found'],
      },
    ),
    reads('reflog', 'shows where branches were', 'git reflog', { most: 0 }),
    reads('reflog show', 'shows where branches were', 'git reflog show main', { lacks: escapes }),
    destroys('push', 'overwrites or deletes on the server', 'git push --force origin main', {
      has: ['-f', '--force', '--force-with-lease', '--mirror', '--delete', '-d', '--prune'],
    }),
    destroys('reset', 'throws away changes', 'git reset --hard HEAD~1', {
      has: ['--hard', '--merge'],
    }),
    destroys('clean|filter-branch|filter-repo|restore', 'throws away changes', 'git clean -fd'),
    destroys('gc', 'forgets what cannot be reached any more', 'git gc --prune=now', {
      has: ['--prune', '--aggressive'],
    }),
    destroys('', 'removes or moves a reference', 'git update-ref -d refs/heads/a', {
      has: ['update-ref'],
    }),
    destroys('branch|tag', 'removes a branch or tag', 'git branch -D old', {
      has: ['-d', '-D', '--delete'],
    }),
    destroys('reflog expire|delete', 'forgets where branches were', 'git reflog expire --all'),
    destroys('stash drop|clear', 'throws away a stash', 'git stash drop'),
    changes(
      'pull|fetch|checkout|switch|merge|rebase|commit|push|clone|add|reset|revert|cherry-pick|stash|gc|tag|branch',
      'changes the repository',
      'git pull origin main',
    ),
  ],
};
