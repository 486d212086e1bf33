import type { HttpApp } from './app.ts';
import { escapeMarkup } from './form.ts';

export interface AckPageOptions {
  /** What a link would acknowledge, or why it cannot. */
  look: (token: string) => Promise<{ ask: string } | { no: string }>;
  /** Does it, and says what came of it. */
  acknowledge: (token: string) => Promise<{ done: string } | { no: string }>;
}

/** The links of mails. Opening one shows a button and does nothing: programs that look through mail open them too. */
export function mountAckPage(app: HttpApp, { look, acknowledge }: AckPageOptions): void {
  app.get('/ack/:token', async (c) => {
    const looked = await look(c.req.param('token'));
    if ('no' in looked) return c.html(page(looked.no), 410);
    return c.html(
      page(looked.ask, '<form method="post"><button>Acknowledge: I take it</button></form>'),
    );
  });
  app.post('/ack/:token', async (c) => {
    const result = await acknowledge(c.req.param('token'));
    return 'no' in result ? c.html(page(result.no), 410) : c.html(page(result.done));
  });
}

function page(words: string, more = ''): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="robots" content="noindex"><title>Runbell</title></head><body><h1>Runbell</h1><p>${escapeMarkup(words)}</p>${more}</body></html>`;
}
