import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A server with one calendar, which answers as it is told to. */
export interface CalendarServer extends AsyncDisposable {
  url: string;
  asked: number;
  answer: { status: number; text: string };
}

export async function calendarServer(text = ''): Promise<CalendarServer> {
  const server = createServer((_request, response) => {
    state.asked += 1;
    const { status, text: body } = state.answer;
    response.writeHead(status, { 'content-type': 'text/calendar' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const state: CalendarServer = {
    url: `http://127.0.0.1:${port}/private-0123456789/basic.ics`,
    asked: 0,
    answer: { status: 200, text },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return state;
}

/** A calendar in which somebody is on call around now. */
export function calendarOfNow(title: string, hours = 48): string {
  const stamp = (at: number) => new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
  const now = Date.now();
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:test',
    'BEGIN:VEVENT',
    'UID:1',
    `DTSTART:${stamp(now - hours * 3_600_000)}`,
    `DTEND:${stamp(now + hours * 3_600_000)}`,
    `SUMMARY:${title}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');
}
