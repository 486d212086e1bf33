import type { Preview, Run } from '../../action/run.ts';
import { code, lineWithCode } from './text.ts';

/** What a run was asked with: "Replicas `5`, Namespace `blue`"; empty when nothing was asked. */
export function valuesText({ parameters }: Run, max: number): string {
  const each = Math.max(20, Math.floor(max / Math.max(1, parameters.length)) - 20);
  return parameters
    .map(
      (one) =>
        `${lineWithCode(one.title, 60)} ${'value' in one ? code(one.value, each) : '••••••'}`,
    )
    .join(', ');
}

/** What it would take, as far as that is known; empty when nothing is counted for it. */
export function previewText({ preview }: Run, max: number): string {
  if (preview === null) return '';
  return `*Preview*: ${words(preview, max)}`;
}

function words(preview: Preview, max: number): string {
  switch (preview.state) {
    case 'wanted':
      return 'a worker of the target is asked to count; nobody has to wait for it.';
    case 'counted':
      return lineWithCode(preview.text, max);
    case 'failed':
      return `could not be counted: ${lineWithCode(preview.text, max)}`;
  }
}
