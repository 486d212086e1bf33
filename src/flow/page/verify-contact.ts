import { MINUTE } from '../../lib/duration.ts';
import { newId, sha256 } from '../../lib/ids.ts';
import { type Refusal, refuse } from '../../lib/refusal.ts';
import { addressOf, type Means, needsProof } from '../../oncall/contact.ts';
import type { Effect, Tx, World } from '../ports.ts';
import type { StoredContact } from './notify-ports.ts';

const VALID_MS = 10 * MINUTE;
const REST_MS = MINUTE;
const MOST_TRIES = 5;

/** An address that a person has to prove to be theirs, and how a code gets there. */
export interface Unproved {
  address: string;
  means: Means;
}

/** The addresses of a person as the files have them, each once, with whether they are proved. */
export function contactsOf(
  { directory, provided = () => false }: Pick<World, 'directory' | 'provided'>,
  user: string,
  stored: readonly StoredContact[],
): (Unproved & { proved: boolean; usable: boolean })[] {
  const contacts = Object.values(directory.people).find(({ slack }) => slack === user)?.contacts;
  const found = new Map<string, Means>();
  for (const means of ['email', 'sms', 'voice'] as const) {
    const address = addressOf(contacts, means);
    if (address === null) continue;
    const known = found.get(address);
    if (known === undefined || !provided(known)) found.set(address, means);
  }
  return [...found].map(([address, means]) => ({
    address,
    means,
    usable: provided(means) && needsProof(means),
    proved:
      directory.contacts_trusted ||
      stored.some((one) => one.address === address && one.verifiedAt !== null),
  }));
}

/** Sends a code to every address of a person that is not proved yet; returns those addresses. */
export async function sendCodes(world: World, user: string): Promise<Unproved[] | Refusal> {
  const now = world.clock.now();
  const sent = await world.store.write(async (tx) => {
    const stored = await tx.contacts.lock(user);
    const open = contactsOf(world, user, stored).filter(({ proved, usable }) => usable && !proved);
    if (open.length === 0) return nothingToProve(world, user);
    const before = new Map(stored.map((one) => [one.address, one]));
    const fresh = open.filter(({ address }) => {
      const asked = before.get(address)?.askedAt ?? null;
      return asked === null || now.getTime() - asked.getTime() >= REST_MS;
    });
    if (fresh.length === 0)
      return refuse('code-sent', 'A code was sent a moment ago. Wait a minute for another one.');
    const effects: Effect[] = [];
    for (const { address, means } of fresh) {
      const nonce = newId();
      await tx.contacts.save({ user, address, verifiedAt: null, nonce, askedAt: now, tries: 0 });
      effects.push({ kind: 'send-code', user, address, means, nonce });
    }
    await tx.effects.add(effects);
    return fresh.map(({ address, means }) => ({ address, means }));
  });
  world.wake.outbox();
  return sent;
}

/** Takes a code that was sent to one of a person's addresses; returns the address that is proved now. */
export async function takeCode(
  world: Pick<World, 'clock' | 'store' | 'vault'>,
  user: string,
  typed: string,
): Promise<string | Refusal> {
  const now = world.clock.now();
  return world.store.write(async (tx) => {
    const waiting = (await tx.contacts.lock(user)).filter(
      ({ verifiedAt, nonce, askedAt, tries }) =>
        verifiedAt === null &&
        nonce !== null &&
        tries < MOST_TRIES &&
        askedAt !== null &&
        now.getTime() - askedAt.getTime() <= VALID_MS,
    );
    if (waiting.length === 0)
      return refuse('no-code', 'No code is valid any more. Type `/oncall verify` for a new one.');
    const given = typed.replaceAll(/\s/g, '');
    const right = waiting.find((one) => codeOf(world, one.user, one.address, one.nonce) === given);
    if (right === undefined) return wrongCode(tx, waiting);
    await tx.contacts.save({ ...right, verifiedAt: now, nonce: null });
    return right.address;
  });
}

/** Six digits that follow from the key of the installation: they are kept nowhere. */
export function codeOf(
  { vault }: Pick<World, 'vault'>,
  user: string,
  address: string,
  nonce: string | null,
): string {
  const sealed = vault.seal(`code ${user} ${address} ${nonce}`);
  return String(Number.parseInt(sha256(sealed).slice(0, 12), 16) % 1_000_000).padStart(6, '0');
}

async function wrongCode(tx: Tx, waiting: readonly StoredContact[]): Promise<Refusal> {
  for (const one of waiting) await tx.contacts.save({ ...one, tries: one.tries + 1 });
  const left = MOST_TRIES - 1 - Math.max(...waiting.map(({ tries }) => tries));
  return refuse(
    'wrong-code',
    left > 0
      ? `That is not the code. ${left} tries are left.`
      : 'That is not the code. Type `/oncall verify` for a new one.',
  );
}

function nothingToProve({ directory }: World, user: string): Refusal {
  const person = Object.values(directory.people).find(({ slack }) => slack === user);
  if (person === undefined)
    return refuse('not-listed', 'You are not in `people` of runbell.yaml. Ask whoever keeps it.');
  return refuse(
    'nothing-to-verify',
    person.contacts === undefined
      ? 'No contacts are written for you in runbell.yaml.'
      : 'Nothing is left to verify: every number and mail address that can be used is.',
  );
}
