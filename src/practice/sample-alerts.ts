/** One alert that the try-out can fire, as Alertmanager would send it. */
export interface SampleAlert {
  id: string;
  service: string;
  title: string;
  severity: string;
  /** What to look for afterwards. */
  hint: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

const samples = [
  sample(
    'kindle-sync',
    'KindleSyncDown',
    'critical',
    'Kindle Sync is down',
    'Kill Kindle Sync first, then press Restart in the incident channel.',
  ),
  sample(
    'kindle-sync',
    'HighErrorRate',
    'warning',
    'Kindle Sync fails for many files',
    'A warning opens a channel and pages nobody.',
  ),
  sample(
    'newsletter',
    'QueueBacklog',
    'warning',
    'Campaign mails pile up',
    'Pile up mails first, then clear the queue: it needs two approvals.',
  ),
  sample(
    'newsletter',
    'DatabaseDown',
    'critical',
    'The newsletter database does not answer',
    'Level 2 pages two people at once.',
  ),
  sample(
    'upload-bridge',
    'ApplicationUnhealthy',
    'P1',
    'The health check of Upload Bridge says unhealthy',
    'Its own ladder: P1 to P4.',
  ),
  sample(
    'screen2deck',
    'HighMemoryUsage',
    'P2',
    'The OCR backend uses 93 % of its memory',
    'P2 opens without paging anybody.',
  ),
  sample(
    'screen2deck',
    'SiteDown',
    'P0',
    'Screen2Deck is unreachable',
    'P0 pages: acknowledge within 15 minutes.',
  ),
  sample(
    'emailops',
    'ContainerUnhealthy',
    'critical',
    'The EmailOps container is unhealthy',
    'Steps for docker fail in words where docker is missing.',
  ),
] satisfies SampleAlert[];

export const sampleAlerts: readonly SampleAlert[] = samples;

/** Alertmanager's webhook body, version 4, with this one alert. */
export function webhookBody(alert: SampleAlert, status: 'firing' | 'resolved', now: Date) {
  return {
    version: '4',
    groupKey: `{}:{alertname="${alert.labels.alertname}"}`,
    truncatedAlerts: 0,
    status,
    receiver: 'practice',
    groupLabels: { alertname: alert.labels.alertname },
    commonLabels: alert.labels,
    commonAnnotations: alert.annotations,
    externalURL: '',
    alerts: [
      {
        status,
        labels: alert.labels,
        annotations: alert.annotations,
        startsAt: now.toISOString(),
        endsAt: status === 'resolved' ? now.toISOString() : '0001-01-01T00:00:00Z',
        generatorURL: '',
        fingerprint: alert.id,
      },
    ],
  };
}

function sample(
  service: string,
  name: string,
  severity: string,
  summary: string,
  hint: string,
): SampleAlert {
  return {
    id: `${service}-${name}`,
    service,
    title: summary,
    severity,
    hint,
    labels: { alertname: name, job: service, severity, instance: `${service}-1` },
    annotations: { summary },
  };
}
