import type { ProseBlock } from '../markdown/blocks.ts';
import type { Part } from './outline.ts';
import { facetOf } from './section-words.ts';

/** What the prose states outright about a procedure, word for word. */
export function impactOf(parts: Part[]): string | null {
  const labelled = labelledValue(parts, /^(?:(?:user|customer|business) )?impact$/i);
  if (labelled) return labelled;
  const section = parts.find((part) => part.facet === 'impact');
  return section ? firstText(section) : null;
}

export function responseTimeOf(parts: Part[]): string | null {
  const section = parts.find((part) => /^response time$/i.test(part.title));
  return (
    labelledValue(parts, /^(?:response time|sla|respond within)$/i) ??
    (section ? firstText(section) : null)
  );
}

export function severityOf(parts: Part[], trail: string[]): string | null {
  const labelled = labelledValue(parts, /^(?:severity|priority)$/i);
  if (labelled) return labelled;
  const section = parts.find((part) => /^(?:severity|priority)$/i.test(part.title));
  if (section) return firstText(section);
  const group = trail.map(
    (title) =>
      /^(critical|major|warning|info|minor|p[0-4]|sev-?[0-4])\b.*\balerts?$/i.exec(
        title.trim(),
      )?.[1],
  );
  return group.find((word) => word !== undefined) ?? null;
}

export function symptomsOf(parts: Part[]): string[] {
  const found: string[] = [];
  for (const part of parts) {
    for (const block of part.blocks) {
      if (block.type !== 'prose') continue;
      const facet = [...block.labels]
        .reverse()
        .map((label) => facetOf(label))
        .find((one) => one !== null);
      const here = (facet ?? part.facet) === 'symptoms';
      if (here && !block.parent) found.push(block.text);
      else if (facetOf(labelOf(block) ?? '') === 'symptoms') found.push(afterLabel(block.text));
    }
  }
  return found.filter((text) => text !== '').slice(0, 50);
}

/** What follows a bold label, or a plain one at the beginning of a line. */
export function labelledValue(parts: Part[], name: RegExp): string | null {
  for (const part of parts) {
    for (const block of part.blocks) {
      if (block.type !== 'prose') continue;
      const label = labelOf(block);
      if (label && name.test(label)) return afterLabel(block.text) || null;
    }
  }
  return null;
}

function labelOf(block: ProseBlock): string | null {
  return block.lead ?? /^([A-Za-z][A-Za-z ]{2,29}):\s/.exec(block.text)?.[1]?.trim() ?? null;
}

function afterLabel(text: string): string {
  return text.replace(/^[^:]{1,60}:\s*/, '').trim();
}

function firstText(part: Part): string | null {
  const block = part.blocks.find((one) => one.type === 'prose');
  return block?.type === 'prose' ? block.text : null;
}
