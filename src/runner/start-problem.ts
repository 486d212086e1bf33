import { open } from 'node:fs/promises';
import type { Result } from 'execa';
import type { ReadyStage } from './preflight.ts';

/** Why the system refused to start a program that is there and may be executed, and what to do. */
export async function startProblem(
  stage: ReadyStage | undefined,
  { code, originalMessage }: Pick<Result, 'code' | 'originalMessage'>,
): Promise<string> {
  if (stage && code === 'ENOENT') return missing(stage);
  return (code && words[code]) ?? originalMessage ?? 'the system does not say why';
}

const words: Record<string, string> = {
  EACCES:
    'the system forbids it (EACCES): look whether its disk is mounted noexec, and whether the interpreter in its first line may be executed',
  ETXTBSY: 'it is being written just now; try again when it is whole',
  E2BIG: 'its arguments and variables are more than the system takes (E2BIG): put them into a file',
  ENOEXEC: 'it is no program for this kind of machine',
  EAGAIN: 'the worker’s machine has no room for another process (EAGAIN): end something there',
  ENOMEM: 'the worker’s machine has no memory left (ENOMEM): end something there',
  EMFILE: 'the worker has too many files open (EMFILE): raise its limit, or run less at once',
  ENFILE: 'the worker’s machine has too many files open (ENFILE)',
};

/** The program was found a moment ago: what is not there is what it needs to run. */
async function missing({ file }: ReadyStage): Promise<string> {
  const interpreter = await interpreterOf(file);
  return interpreter === null
    ? 'what it needs to run is not there: it was built for another system, or has just been removed'
    : `its first line asks for ${interpreter}, which is not there: install that, or correct the line`;
}

/** What stands behind `#!`, with a return that an editor of Windows left shown for what it is. */
async function interpreterOf(file: string): Promise<string | null> {
  const handle = await open(file).catch(() => null);
  if (!handle) return null;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(256), 0, 256, 0);
    const line = buffer.toString('utf8', 0, bytesRead).split('\n')[0] ?? '';
    const path = /^#![ \t]*([^ \t\r]+\r?)/.exec(line)?.[1];
    return path?.replace('\r', '\\r') ?? null;
  } catch {
    return null;
  } finally {
    await handle.close();
  }
}
