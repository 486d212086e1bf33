import type { Section, SectionKind, Step } from '../model.ts';
import { type Part, walk } from './outline.ts';
import { looseKind } from './section-words.ts';

/** Every heading but the title, with what its part is for. */
export function sectionsOf(root: Part, stepsByPart: Map<Part, Step[]>): Section[] {
  const sections: Section[] = [];
  walk(root, (part) => {
    if (part.style === 'root' || part.style === 'item') return;
    sections.push({
      heading: part.title,
      kind: kindOf(part, stepsByPart.get(part) ?? []),
      line: part.line,
    });
  });
  return sections.sort((a, b) => a.line - b.line);
}

function kindOf(part: Part, steps: Step[]): SectionKind {
  switch (part.facet) {
    case 'symptoms':
    case 'diagnosis':
    case 'mitigation':
    case 'escalation':
      return part.facet;
    case null:
      break;
    default:
      return 'other';
  }
  const said = looseKind(part.title);
  if (said === 'other' || said === 'escalation' || said === 'symptoms') return said;
  const commands = steps.filter((step) => step.kind === 'command');
  if (commands.some((step) => step.class !== 'readonly')) return 'mitigation';
  if (said) return said;
  return commands.length > 0 ? 'diagnosis' : 'other';
}
