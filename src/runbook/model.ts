export const commandClasses = ['readonly', 'mutating', 'destructive'] as const;
export type CommandClass = (typeof commandClasses)[number];

export const sectionKinds = ['symptoms', 'diagnosis', 'mitigation', 'escalation', 'other'] as const;
export type SectionKind = (typeof sectionKinds)[number];

/** One Markdown file. */
export interface Runbook {
  /** Path relative to the folder it was read from, with forward slashes. */
  file: string;
  title: string;
  /** Every alert name that the file presents, in order of appearance. */
  alerts: string[];
  procedures: Procedure[];
  sections: Section[];
  snippets: Snippet[];
  findings: Finding[];
}

export interface Section {
  heading: string;
  kind: SectionKind;
  /** 1-based line of the heading. */
  line: number;
}

/** Shown, never run: config, SQL, Python, sample output. */
export interface Snippet {
  text: string;
  startLine: number;
}

export interface Finding {
  level: 'error' | 'warning';
  line: number;
  text: string;
}

/** A part of a runbook that answers one situation. */
export interface Procedure {
  /** Stable while the title and its trail of headings are; unique in the file. */
  id: string;
  title: string;
  /** Headings above it, outermost first, without the document title. */
  trail: string[];
  alerts: string[];
  symptoms: string[];
  /** What the prose states, word for word, where it does. */
  impact: string | null;
  severity: string | null;
  responseTime: string | null;
  /** Whom to call next, and when: its own words, else the levels that the file states. */
  escalation: string[];
  /** All its prose, for text search. */
  text: string;
  steps: Step[];
  startLine: number;
  endLine: number;
}

interface StepPlace {
  /** Unique in the procedure and stable under edits elsewhere in the file. */
  id: string;
  /** What the runbook calls it: a comment, a list item, a sentence, a heading. */
  label: string;
  section: SectionKind;
  startLine: number;
  endLine: number;
  /** Over everything an approval must be bound to: text, label and parameters. */
  hash: string;
}

export interface ManualStep extends StepPlace {
  kind: 'manual';
  text: string;
}

export interface CommandStep extends StepPlace {
  kind: 'command';
  /** As a person would paste it, prompts stripped. */
  text: string;
  class: CommandClass;
  /** `readonly` only by the name of a script: run as what changes something, until a row vouches for it. */
  unproven?: boolean;
  revealsSecrets: boolean;
  /** Null when copy-only; `reason` then says why in words. */
  pipeline: Pipeline | null;
  reason: string | null;
  parameters: Parameter[];
  /** The command line as it runs, where that is not the text: `logs -f` with a bound. */
  runsAs?: string;
  /** The whole line `a && b` of which this is one step. */
  line?: string;
  /** The variable that this step's output fills in the steps below: `POD=$(kubectl get …)`. */
  sets?: string;
}

export type Step = ManualStep | CommandStep;

/** argv processes whose outputs feed the next one's input. Never a shell. */
export type Pipeline = Stage[];

export interface Stage {
  argv: Argument[];
  /** Assignments before the program name. */
  env: Record<string, string>;
  stderr: 'keep' | 'merge' | 'discard';
  stdout: 'keep' | 'discard';
}

/** Exactly one argv element: literal text with what is filled in when the button is pressed. */
export type Argument = (string | { param: string } | { date: DateText })[];

/** `$(date -u +%F)`: computed, never asked for. */
export interface DateText {
  /** Fields of `strftime`. */
  format: string;
  /** Stated in the text; else it is UTC too, unless the target lets `TZ` through. */
  utc: boolean;
  /** `-d '2 days ago'`. */
  offsetMs: number;
}

/** A placeholder that the button asks for. */
export interface Parameter {
  name: string;
  /** What the form calls it, where that is not its name. */
  title?: string;
  /** The placeholder as it stands in the text, `<previous-version>`. */
  written: string;
  default: string | null;
  secret: boolean;
  /** Absent in incidents of before: text. */
  type?: ParameterType;
  /** Labels or annotations of an alert that say its value, best first. */
  labels?: string[];
  /** What the alert says goes before the default. */
  alertFirst?: boolean;
  /** `$X` that nothing above sets: not asked for where the target lets `X` through. */
  environment?: string;
}

/** What a value must look like; `name` is a DNS label as Kubernetes takes it. */
export type ParameterType =
  | { kind: 'name' | 'port' | 'address' }
  /** The whole text matches `pattern`. */
  | { kind: 'text'; pattern?: string; max?: number }
  | { kind: 'number'; min?: number; max?: number; integer?: boolean }
  | { kind: 'choice'; options: string[] }
  /** `format` is one of `strftime`. */
  | { kind: 'date'; format: string };
