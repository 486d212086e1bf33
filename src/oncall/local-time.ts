import { z } from 'zod';

/** Of the form `2026-01-05T09:00`, and a time that the calendar has. */
export function isLocalTime(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text)) return false;
  const read = new Date(`${text}Z`);
  return !Number.isNaN(read.getTime()) && read.toISOString().startsWith(text);
}

/** Whether the runtime knows the rules of a time zone of that name. */
export function isZone(name: string): boolean {
  // Not `supportedValuesOf`: it names each zone once and leaves out Asia/Kolkata and Europe/Kyiv.
  try {
    return /^[A-Za-z]/.test(name) && new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

const zoneError = 'an IANA time zone such as Europe/Berlin';
export const Zone = z.string().refine(isZone, { error: zoneError });
