import { connect } from 'node:net';
import { formatDuration, SECOND } from '../../lib/duration.ts';
import { networkReason } from '../network-words.ts';
import type { Look } from './verify.ts';

const connectMs = 2 * SECOND;

/** Whether somebody takes a connection at `host:port`; nothing is said over it. */
export function askTcp(address: string, signal: AbortSignal): Promise<Look> {
  const colon = address.lastIndexOf(':');
  const host = address.slice(0, colon).replace(/^\[|\]$/g, '');
  const port = Number(address.slice(colon + 1));
  return new Promise((resolve) => {
    const socket = connect({ host, port, signal });
    const end = (holds: boolean, what: string) => {
      socket.destroy();
      resolve({ holds, found: holds ? `${address} ${what}` : `${address}: ${what}` });
    };
    socket.setTimeout(connectMs, () => end(false, `no answer within ${formatDuration(connectMs)}`));
    socket.once('connect', () => end(true, 'took a connection'));
    socket.once('error', (error) => end(false, networkReason(error)));
  });
}
