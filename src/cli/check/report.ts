import { resolve } from 'node:path';
import { readEnvironment } from '../../config/env.ts';
import { loadDirectory } from '../../config/load.ts';
import type { Problem } from '../../config/problems.ts';
import { duplicateAlerts, withoutProcedure } from '../../runbook/lint/alerts.ts';
import { finding, type LintFinding } from '../../runbook/lint/finding.ts';
import { deadLinks } from '../../runbook/lint/links.ts';
import { lintSource, sorted } from '../../runbook/lint/lint.ts';
import { createMatcher } from '../../runbook/match.ts';
import { linkTargets } from './link-targets.ts';
import { readRuleFiles } from './rule-files.ts';
import { scheduleGaps } from './schedules.ts';
import { directorySources, lonelySource, type PlacedSource } from './sources.ts';

export interface Report {
  findings: LintFinding[];
  services: number;
  runbooks: number;
  procedures: number;
  rules: number;
  /** Files that were named and are neither runbooks nor config files. */
  skipped: string[];
}

/** Looks at everything below RUNBELL_HOME, or at the files named. Changes nothing, starts nothing. */
export async function checkAll(
  files: string[],
  patterns: string[],
  env: NodeJS.ProcessEnv,
): Promise<Report> {
  const settings = readEnvironment(env);
  const home = Array.isArray(settings) ? env.RUNBELL_HOME || './runbooks' : settings.home;
  const { directory, paths, problems, notes } = await loadDirectory(home, env);
  const named = new Set(files.map((file) => resolve(file)));
  const isAsked = (file: string) => files.length === 0 || named.has(resolve(file));

  const findings = [...problems.map(fromProblem), ...notes.map(fromNote)];
  if (files.length === 0 && Array.isArray(settings)) findings.push(...settings.map(fromProblem));
  findings.push(...(await scheduleGaps(directory, home, new Date())));
  const known = await directorySources(directory, paths);
  const lonely = await lonelySources(
    files.filter((file) => !holds(known, file)),
    home,
  );
  findings.push(...lonely.findings);
  const sources = [...known, ...lonely.sources];

  const asked = sources.filter(({ file }) => isAsked(file));
  const services = [...directory.services.values()];
  const matcher = matcherOf(known);
  const alone = matcherOf(lonely.sources);
  const targets = await linkTargets(asked);
  for (const source of asked) {
    findings.push(...lintSource(source, source.service === null ? alone : matcher));
    findings.push(...deadLinks(source, (link) => targets(source, link)));
  }
  findings.push(...duplicateAlerts(sources));
  const { rules, findings: inRules } = await readRuleFiles(patterns);
  const missing = withoutProcedure(rules, services, matcher);

  return {
    findings: sorted([...findings.filter(({ file }) => isAsked(file)), ...inRules, ...missing]),
    services: services.length,
    runbooks: asked.length,
    procedures: asked.flatMap(({ runbook }) => runbook.procedures).length,
    rules: rules.length,
    skipped: files.filter((file) => !isMarkdown(file) && !isConfig(file)),
  };
}

async function lonelySources(files: string[], home: string) {
  const sources: PlacedSource[] = [];
  const findings: LintFinding[] = [];
  for (const file of files.filter(isMarkdown)) {
    const read = await lonelySource(resolve(file), home);
    if ('path' in read) sources.push(read);
    else findings.push(read);
  }
  return { sources, findings };
}

function matcherOf(sources: PlacedSource[]) {
  return createMatcher(
    sources.map(({ service, runbook }) => ({ service: service ?? '', runbook })),
  );
}

function holds(sources: PlacedSource[], file: string): boolean {
  return sources.some(({ path }) => path === resolve(file));
}

function fromProblem({ file, line, column, what, instead }: Problem): LintFinding {
  const rule = isMarkdown(file) ? 'unreadable' : 'config';
  return finding(rule, file, { line, column }, what, { mend: capitalised(instead) });
}

function fromNote({ file, line, column, what, instead }: Problem): LintFinding {
  return finding('config-note', file, { line, column }, what, { mend: capitalised(instead) });
}

function isMarkdown(file: string): boolean {
  return /\.(?:md|markdown)$/i.test(file);
}

function isConfig(file: string): boolean {
  return /(?:^|[/\\])(?:runbell|service)\.ya?ml$/.test(file);
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
