/** What is written on one line. */
export type Inline =
  | { kind: 'text'; text: string }
  | { kind: 'break' }
  | { kind: 'code'; text: string }
  | { kind: 'bold' | 'italic' | 'strike'; children: Inline[] }
  | { kind: 'link'; url: string; label: string }
  | { kind: 'user' | 'channel' | 'usergroup'; id: string; label: string }
  | { kind: 'broadcast'; name: string }
  | { kind: 'date'; at: number; format: string; fallback: string; url: string }
  | { kind: 'emoji'; name: string; glyph: string };

export interface ListItem {
  inlines: Inline[];
  depth: number;
  /** Of a task list, whether it is ticked. */
  done: boolean | null;
}

export type TextBlock =
  | { kind: 'paragraph'; inlines: Inline[] }
  | { kind: 'heading'; level: number; inlines: Inline[] }
  | { kind: 'quote'; children: TextBlock[] }
  | { kind: 'list'; ordered: boolean; start: number; items: ListItem[] }
  | { kind: 'pre'; text: string }
  | { kind: 'rule' };

/** Slack's own markup, or Markdown as the `markdown` block takes it. */
export type Dialect = 'mrkdwn' | 'markdown';
