/** One firing (or resolved) condition from a monitoring system, in normal form. */
export interface Alert {
  /** Which reader made it: `alertmanager`, `generic`. */
  source: string;
  /** Identifies the condition for its sender: the same key again is the same alert. */
  key: string;
  status: 'firing' | 'resolved';
  /** The alert rule's name, `KindleSyncDown`; the title when the sender has no names. */
  name: string;
  title: string;
  /** The service that the sender names outright; null leaves it to the label matchers. */
  service: string | null;
  /** The sender's own word for it, before the service's ladder maps it to `p1`…`p4`. */
  severity: string | null;
  labels: Record<string, string>;
  annotations: Record<string, string>;
  /** Where the sender shows it. */
  url: string | null;
  startsAt: Date | null;
}
