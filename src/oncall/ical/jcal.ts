import ICAL from 'ical.js';
import { z } from 'zod';
import type { Wall } from '../wall-clock.ts';

/** A line of a calendar as jCal (RFC 7265) has it: name, parameters, type, values. */
export interface Property {
  name: string;
  params: Record<string, unknown>;
  values: unknown[];
}

export interface Component {
  name: string;
  properties: Property[];
  components: Component[];
}

/** The calendars in a file, or why there is none. */
export function parseCalendars(text: string): Component[] | string {
  try {
    const parsed: unknown = ICAL.parse(text.replace(/^\uFEFF/, ''));
    const list = Array.isArray(parsed) && Array.isArray(parsed[0]) ? parsed : [parsed];
    const calendars = z.array(JCal).safeParse(list).data;
    const found = calendars?.filter(({ name }) => name === 'vcalendar') ?? [];
    return found.length > 0 ? found : 'there is no calendar in it';
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return `it is no calendar (${why.replace(/\s+/g, ' ').slice(0, 100)})`;
  }
}

/** Values of all properties of one name, in order. */
export function valuesOf({ properties }: Component, name: string): unknown[] {
  return properties.filter((one) => one.name === name).flatMap(({ values }) => values);
}

export function propertyOf({ properties }: Component, name: string): Property | null {
  return properties.find((one) => one.name === name) ?? null;
}

export function textOf(component: Component, name: string): string | null {
  const [value] = valuesOf(component, name);
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : null;
}

export function param({ params }: Property, name: string): string | null {
  const value = params[name];
  return typeof value === 'string' ? value : null;
}

/** `2026-10-25`, `2026-10-25T02:30:00`, with a Z or without, as what it writes; null when it is no time. */
export function writtenTime(text: unknown): { wall: Wall; utc: boolean; date: boolean } | null {
  const form = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d)(Z?))?$/;
  const [, date, time, utc] = (typeof text === 'string' && form.exec(text)) || [];
  if (date === undefined) return null;
  const wall = Date.parse(`${date}T${time ?? '00:00:00'}Z`);
  // Nobody is on call before computers, and a year far away would be counted up to.
  if (Number.isNaN(wall) || wall < Date.UTC(1970) || wall > Date.UTC(2200)) return null;
  return { wall, utc: utc === 'Z', date: time === undefined };
}

const JCal: z.ZodType<Component, unknown> = z.lazy(() =>
  z
    .tuple([z.string(), z.array(JProperty), z.array(JCal)])
    .transform(([name, properties, components]) => ({ name, properties, components })),
);

const JProperty = z
  .tuple([z.string(), z.record(z.string(), z.unknown()), z.string()], z.unknown())
  .transform(([name, params, , ...values]): Property => ({ name, params, values }));
