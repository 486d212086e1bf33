export type Json = Record<string, unknown>;

/** The parts of a Block Kit object, read without trust: what is missing or odd becomes empty. */
export function asObject(value: unknown): Json {
  return isObject(value) ? value : {};
}

export function asList(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

export function asString(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

/** The words of a text object, or of a bare string. */
export function plainText(value: unknown): string {
  return typeof value === 'string' ? value : asString(asObject(value).text);
}

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
