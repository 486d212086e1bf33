export interface SlackMessageRow {
  slot: string;
  channelId: string;
  ts: string | null;
  digest: string;
}

/** What stands in Slack. */
export interface SlackState {
  messages(incidentId: string): Promise<SlackMessageRow[]>;
  put(incidentId: string, row: SlackMessageRow): Promise<void>;
  remove(incidentId: string, slot: string): Promise<void>;
  setChannel(incidentId: string, channel: { id: string; name: string }): Promise<void>;
}
