import { z } from 'zod';
import { MINUTE, SECOND } from '../lib/duration.ts';
import { Duration } from '../oncall/policy.ts';

const host = 'a host name or an IP address';
const user = 'the name of an account there';
const key = 'a path that begins with /, $RUNBELL_HOME, $RUNBELL_DATA or the $NAME of a variable';
const hostKey = 'the public key of the host, such as ssh-ed25519 AAAA…; ssh-keyscan prints it';

/** No quote, backslash, blank line end or `%`: it becomes part of an option of the program `ssh`. */
const Path = z
  .string({ error: key })
  .regex(/^(?:\/|\$[A-Z_][A-Z0-9_]*(?:\/|$))[^"\\%$\n\r\0]*$/i, { error: key });

/** How a target is reached from the worker. Fixed by configuration; no parameter ever gets here. */
export const Ssh = z
  .strictObject({
    // Neither begins with a dash, so that none can be taken for an option.
    host: z.string({ error: host }).regex(/^[A-Za-z0-9][A-Za-z0-9._:-]{0,252}$/, { error: host }),
    port: z.number().int().min(1).max(65_535).default(22),
    user: z.string({ error: user }).regex(/^[A-Za-z_][A-Za-z0-9._-]{0,31}\$?$/, { error: user }),
    /** The private key on the worker's machine. */
    key: Path,
    /** Who the host must prove to be: one key, or a file as ssh keeps it. */
    host_key: z
      .string({ error: hostKey })
      .regex(/^(?:ssh|ecdsa|sk-ssh|sk-ecdsa)-[a-z0-9@.-]+ [A-Za-z0-9+/]+={0,2}(?: [^\n\r]*)?$/, {
        error: hostKey,
      })
      .optional(),
    known_hosts: Path.optional(),
    connect_timeout: Duration.refine(
      (ms) => ms >= SECOND && ms <= 2 * MINUTE,
      'a duration from 1s to 2m',
    ).default(10 * SECOND),
  })
  .refine((ssh) => (ssh.host_key === undefined) !== (ssh.known_hosts === undefined), {
    error: 'one of host_key and known_hosts: whoever answers must be proven to be the host',
  });
export type Ssh = z.infer<typeof Ssh>;
