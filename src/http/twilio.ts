import { createHmac, timingSafeEqual } from 'node:crypto';
import type { HttpApp } from './app.ts';
import { escapeMarkup, readForm } from './form.ts';

export interface TwilioOptions {
  /** The Auth Token, with which Twilio signs. */
  token: string;
  /** Where Twilio believes to call, which is a part of what it signs. */
  publicUrl: string;
  /** What to answer to a text message; null answers nothing. */
  text: (from: string, text: string) => Promise<string | null>;
  /** What to say after a key on the call of a page; null: the key means nothing. */
  key: (notification: string, to: string, digits: string) => Promise<string | null>;
  /** A message or a call did not reach anybody after all. */
  failed: (notification: string, sid: string, why: string) => Promise<void>;
}

/** What Twilio calls: answers to text messages, keys on calls, and what became of both. Only what it signed is read. */
export function mountTwilio(app: HttpApp, options: TwilioOptions): void {
  app.post('/twilio/sms', async (c) => {
    const form = signed(options, c.req, await readForm(c));
    if (form === null) return c.text('not signed by Twilio', 403);
    const answer = await options.text(form.From ?? '', form.Body ?? '');
    return c.body(
      twiml(answer === null ? '' : `<Message>${escapeMarkup(answer)}</Message>`),
      200,
      xml,
    );
  });

  app.post('/twilio/voice/:id', async (c) => {
    const form = signed(options, c.req, await readForm(c));
    if (form === null) return c.text('not signed by Twilio', 403);
    const answer = await options.key(c.req.param('id'), form.To ?? '', form.Digits ?? '');
    return c.body(twiml(answer === null ? askAgain : say(`${answer} Goodbye.`)), 200, xml);
  });

  app.post('/twilio/status/:id', async (c) => {
    const form = signed(options, c.req, await readForm(c));
    if (form === null) return c.text('not signed by Twilio', 403);
    const status = form.MessageStatus ?? form.CallStatus ?? '';
    const words = unreached[status];
    const code = /^\d{1,6}$/.test(form.ErrorCode ?? '') ? ` (Twilio ${form.ErrorCode})` : '';
    if (words !== undefined)
      await options.failed(
        c.req.param('id'),
        form.MessageSid ?? form.CallSid ?? '',
        `${words}${code}`,
      );
    return c.body(null, 204);
  });
}

/** How a message or a call ends that reached nobody. */
const unreached: Record<string, string> = {
  undelivered: 'it was not delivered',
  failed: 'it could not be sent',
  busy: 'the line is busy',
  'no-answer': 'nobody answered',
  canceled: 'it was cancelled',
};

const xml = { 'content-type': 'text/xml; charset=utf-8' };

const askAgain = `<Gather numDigits="1" timeout="10" method="POST">${say('Press 4 to acknowledge, or 6 to escalate.')}</Gather>`;

function say(text: string): string {
  return `<Say>${escapeMarkup(text)}</Say>`;
}

function twiml(inside: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><Response>${inside}</Response>`;
}

type Form = Record<string, string>;

/** Signed over the address and every field in their order (twilio.com/docs/usage/security). */
function signed(
  { token, publicUrl }: TwilioOptions,
  request: { url: string; header: (name: string) => string | undefined },
  form: Form | null,
): Form | null {
  if (form === null) return null;
  const { pathname, search } = new URL(request.url);
  const text = Object.keys(form)
    .sort()
    .reduce((all, name) => all + name + form[name], new URL(pathname + search, publicUrl).href);
  const wanted = createHmac('sha1', token).update(text).digest();
  const given = Buffer.from(request.header('x-twilio-signature') ?? '', 'base64');
  return given.length === wanted.length && timingSafeEqual(given, wanted) ? form : null;
}
