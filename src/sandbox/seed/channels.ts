export interface ChannelSeed {
  id: string;
  name: string;
  purpose: string;
  /** Whether the bot is in it from the start. */
  bot: boolean;
  is_private?: boolean;
  /** Everyone when left out. */
  members?: string[];
}

export const channels: readonly ChannelSeed[] = [
  { id: 'C0GENERAL', name: 'general', purpose: 'Everyone, about anything', bot: false },
  { id: 'C0INCIDENTS', name: 'incidents', purpose: 'One line per incident', bot: true },
  alerts('C0KINDLE', 'kindle-sync'),
  alerts('C0NEWSLETTER', 'newsletter'),
  alerts('C0UPLOAD', 'upload-bridge'),
  alerts('C0SCREEN', 'screen2deck'),
  alerts('C0EMAILOPS', 'emailops'),
];

function alerts(id: string, service: string): ChannelSeed {
  return { id, name: `${service}-alerts`, purpose: `Alerts of ${service}`, bot: true };
}
