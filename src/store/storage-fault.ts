import pg from 'pg';
import { Fault } from '../lib/fault.ts';

const awayClasses = ['08', '57', '53', '40'];
const awayCodes = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT']);

/** Rethrows a database that is away, full or overloaded as a fault worth another try; anything else is a bug. */
export function asStorageFault(error: unknown): never {
  if (!isAway(error)) throw error;
  throw new Fault('database-unreachable', 'The database does not take writes just now.', {
    cause: error,
    retry: true,
  });
}

function isAway(error: unknown): boolean {
  if (error instanceof pg.DatabaseError) return awayClasses.includes(error.code?.slice(0, 2) ?? '');
  if (!(error instanceof Error)) return false;
  if ('code' in error && awayCodes.has(String(error.code))) return true;
  return /Connection terminated|timeout exceeded when trying to connect/.test(error.message);
}
