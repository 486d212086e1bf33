import { createTransport } from 'nodemailer';
import type { Delivery, PageMessage, Provider, TextSender } from '../flow/page/notify-ports.ts';
import { SECOND } from '../lib/duration.ts';
import { headline, oneLine, summary } from './words.ts';

export interface EmailOptions {
  /** `smtps://user:password@host:465`, or `smtp://host:587` with STARTTLS. */
  smtpUrl: string;
  from: string;
}

interface Mail {
  to: string;
  subject: string;
  text: string;
  messageId?: string;
}

/** Mail by SMTP. Each page keeps its Message-ID, by which a mailbox knows one that came twice. */
export function emailProvider({ smtpUrl, from }: EmailOptions): Provider & TextSender {
  const transport = createTransport(settingsOf(new URL(smtpUrl)));
  const domain =
    from
      .split('@')
      .at(-1)
      ?.replaceAll(/[^\w.-]/g, '') || 'runbell';

  async function send(mail: Mail): Promise<Delivery> {
    try {
      const sent = await transport.sendMail({
        ...mail,
        from,
        priority: 'high',
        headers: { 'Auto-Submitted': 'auto-generated' },
        disableFileAccess: true,
        disableUrlAccess: true,
      });
      return { state: 'delivered', ref: sent.messageId };
    } catch (error) {
      return failure(error);
    }
  }

  return {
    name: 'SMTP',
    deliver: (message) =>
      send({
        to: message.to,
        subject: oneLine(summary(message, 120)).slice(0, 180),
        text: pageText(message),
        messageId: `<${message.id}@${domain}>`,
      }),
    sendText: (to, text) => send({ to, subject: 'Runbell', text }),
  };
}

/** A password goes over the line encrypted or not at all, except to this machine. */
function settingsOf(url: URL) {
  const secure = url.protocol === 'smtps:';
  const local = ['127.0.0.1', 'localhost', '[::1]'].includes(url.hostname);
  return {
    host: url.hostname.replaceAll(/^\[|\]$/g, ''),
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    requireTLS: !secure && !local && url.password !== '',
    ...(url.username !== '' && {
      auth: {
        user: decodeURIComponent(url.username),
        pass: decodeURIComponent(url.password),
      },
    }),
    connectionTimeout: 5 * SECOND,
    greetingTimeout: 5 * SECOND,
    socketTimeout: 10 * SECOND,
    dnsTimeout: 5 * SECOND,
  };
}

function pageText({ about }: PageMessage): string {
  return about
    .map((subject) =>
      [
        headline(subject),
        `Service: ${subject.service}`,
        `You are paged as: ${oneLine(subject.level)}`,
        `Open since: ${subject.openedAt.toISOString()}`,
        ...(subject.ackUrl ? ['', `Acknowledge: ${subject.ackUrl}`] : []),
        ...(subject.channelUrl ? [`Channel: ${subject.channelUrl}`] : []),
      ].join('\n'),
    )
    .join('\n\n');
}

/** SMTP's own rule: 4xx is worth another try, 5xx is not. */
function failure(error: unknown): Delivery {
  const { responseCode, code, command, response } = Object(error) as Record<string, unknown>;
  if (typeof responseCode === 'number') {
    const why = `the mail server says ${oneLine(String(response ?? responseCode)).slice(0, 200)}`;
    return responseCode >= 400 && responseCode < 500
      ? { state: 'retry', afterMs: null, why }
      : { state: 'failed', why };
  }
  if (code === 'EENVELOPE' || code === 'EAUTH' || code === 'ETLS')
    return { state: 'failed', why: `the mail server does not take it (${String(code)})` };
  return {
    state: 'retry',
    afterMs: null,
    why: `the mail server cannot be reached (${String(code ?? 'no reason given')})`,
    // Broken off after the text was sent: it may have taken it.
    unsure: command === 'DATA',
  };
}
