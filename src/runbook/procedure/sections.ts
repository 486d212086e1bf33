import type { Section, SectionKind, Step } from '../model.ts';
import { type Part, walk } from './outline.ts';
import { looseKind } from './section-words.ts';
import { verbKind } from './verbs.ts';

/** Every heading but the title, with what its part is for. */
export function sectionsOf(root: Part, stepsByPart: Map<Part, Step[]>): Section[] {
  const sections: Section[] = [];
  const emergencies = new Set<Part>();
  walk(root, (part) => {
    if (/\bemergency\b|\bdisaster/i.test(part.title))
      for (const inner of part.parts) emergencies.add(inner);
    if (part.style === 'root' || part.style === 'item') return;
    sections.push({
      heading: part.title,
      kind: kindOf(part, stepsByPart.get(part) ?? [], emergencies.has(part)),
      line: part.line,
    });
  });
  return sections.sort((a, b) => a.line - b.line);
}

function kindOf(part: Part, steps: Step[], emergency: boolean): SectionKind {
  switch (part.facet) {
    case 'symptoms':
    case 'diagnosis':
    case 'mitigation':
    case 'escalation':
      return part.facet;
    case 'actions':
      return 'mitigation';
    case 'causes':
      return 'diagnosis';
    case null:
      break;
    default:
      return 'other';
  }
  const said = looseKind(part.title);
  const told = verbKind(part.title.replace(/^\d+[.)]\s+/, ''));
  if (said === 'escalation' || said === 'symptoms') return said;
  if (said === 'other' && !(part.inner && told === 'diagnosis')) return said;
  if (emergency) return 'mitigation';
  // What a title says outright about looking beats a command that only prepares it.
  if (/\bdiagnos|\bprofiling|\bdebug/i.test(part.title)) return 'diagnosis';
  const commands = steps.filter((step) => step.kind === 'command');
  if (commands.some((step) => step.class !== 'readonly')) return 'mitigation';
  if (said !== null && said !== 'other') return said;
  if (commands.length > 0 || told === 'diagnosis') return 'diagnosis';
  // "2. Roll back" is a step of the procedure above; by itself it may as well be upkeep.
  return part.inner ? (told ?? 'other') : 'other';
}
