/** What can be found, how bad it is, why it matters and how to mend it. docs/check.md lists them all. */
export const ruleTable = [
  row(
    'config',
    'error',
    'Runbell does not start with this',
    'docs/config.md explains every key and variable',
  ),
  row(
    'config-note',
    'warning',
    'Runbell starts, perhaps with less than was meant',
    'docs/config.md explains every key and variable',
  ),
  row(
    'schedule-gap',
    'warning',
    'A level that pages the schedule then is passed over at once',
    'Add a layer below that has somebody at all times, or leave it as it is meant',
  ),
  row(
    'unreadable',
    'error',
    'Nothing of it, or not all of it, is offered in an incident',
    'Save it as UTF-8 text of less than 500 kB, where Runbell may read it',
  ),
  row(
    'rule-file',
    'error',
    'The alert rules in it cannot be checked',
    'Give a file of Prometheus rules: groups, their rules, and in these alert and expr',
  ),
  row(
    'alert-without-procedure',
    'error',
    'Whoever is paged by it finds an empty channel',
    'Write a procedure whose heading is the name of the alert, or give the rule a runbook_url that leads to one',
  ),
  row(
    'duplicate-alert',
    'error',
    'Whoever is paged gets two answers and has to choose',
    'Keep the name in one of the two, or make one procedure of both',
  ),
  row(
    'unreachable-procedure',
    'warning',
    'No alert leads to it, and nobody who searches for its title sees it',
    'Give it a title of its own, the name of its alert, or a list of symptoms',
  ),
  row(
    'empty-procedure',
    'warning',
    'Whoever looks for help finds a heading and nothing else',
    'Write down what to do, or remove the heading',
  ),
  row(
    'copy-only',
    'warning',
    'It has no button: somebody has to copy it into a terminal',
    'Write it as one plain command, or put it into a script and name that in the actions of service.yaml',
  ),
  row(
    'destructive',
    'warning',
    'It destroys what cannot be brought back, so it never becomes a button',
    'Leave it to be copied, or name it in the actions of service.yaml: then it runs with two approvals',
  ),
  row(
    'secret',
    'error',
    'Everybody who can read the file or the channel can use it',
    'Put a <placeholder> or a $VARIABLE in its place, and change the secret: it has been seen',
  ),
  row(
    'dead-link',
    'error',
    'Whoever follows it in the middle of an incident finds nothing',
    'Correct the path or the #anchor, or remove the link',
  ),
  row(
    'unclosed-fence',
    'error',
    'Everything below it is read as code, so its headings and steps are lost',
    'Close it with a line that holds only the same marks',
  ),
] as const satisfies LintRule[];

export type RuleId = (typeof ruleTable)[number]['rule'];

export interface LintRule {
  rule: string;
  level: 'error' | 'warning';
  why: string;
  mend: string;
}

export function ruleOf(id: RuleId): LintRule {
  return ruleTable.find(({ rule }) => rule === id) ?? ruleTable[0];
}

function row<R extends string>(
  rule: R,
  level: LintRule['level'],
  why: string,
  mend: string,
): LintRule & { rule: R } {
  return { rule, level, why, mend };
}
