/** `$NAME` is the value of that variable, null when it is unset; all else is itself. */
export function fillIn(text: string, env: NodeJS.ProcessEnv): string | null {
  const name = /^\$([A-Za-z_][A-Za-z0-9_]*)$/.exec(text)?.[1];
  return name === undefined ? text : env[name] || null;
}

/** Encrypted, or on this machine. */
export function isSafeAddress(source: string): boolean {
  if (!URL.canParse(source)) return false;
  const { protocol, hostname } = new URL(source);
  return protocol === 'https:' || ['127.0.0.1', 'localhost', '[::1]'].includes(hostname);
}
