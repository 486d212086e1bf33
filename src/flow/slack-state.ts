export interface SlackMessageRow {
  slot: string;
  channelId: string;
  ts: string | null;
  digest: string;
}

/** Messages that stand in Slack, of one thing that they are about: an incident, an override, a request. */
export interface SentMessages {
  messages(about: string): Promise<SlackMessageRow[]>;
  put(about: string, row: SlackMessageRow): Promise<void>;
  remove(about: string, slot: string): Promise<void>;
}

/** What stands in Slack of incidents. */
export interface SlackState extends SentMessages {
  setChannel(incidentId: string, channel: { id: string; name: string }): Promise<void>;
}
