import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Mailbox extends AsyncDisposable {
  url: string;
  /** Each mail as it came over the line. */
  mails: { to: string[]; text: string }[];
}

/** A real SMTP server. `nobody@` is an unknown mailbox, `full@` one that may take it later. */
export async function mailbox(): Promise<Mailbox> {
  const mails: Mailbox['mails'] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: ({ address }, _session, done) => {
      const answers: Record<string, [number, string]> = {
        nobody: [550, 'No such user here'],
        full: [452, 'Mailbox is full'],
      };
      const [code, words] = answers[address.split('@')[0] ?? ''] ?? [];
      done(code ? Object.assign(new Error(words), { responseCode: code }) : null);
    },
    onData: (stream, { envelope }, done) => {
      const chunks: Uint8Array[] = [];
      stream.on('data', (chunk: Uint8Array) => chunks.push(chunk));
      stream.on('end', () => {
        const to = envelope.rcptTo.map(({ address }) => address);
        mails.push({ to, text: Buffer.concat(chunks).toString() });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
