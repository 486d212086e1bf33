import { SlackError } from '../slack-error.ts';
import { checkBlocks } from './blocks.ts';
import { isObject, type Problem } from './check.ts';
import { limits } from './limits.ts';
import { checkView, viewBytes } from './view.ts';

/** Throws `invalid_blocks` as chat.* methods answer it; the SDK logs every `[ERROR]` line. */
export function requireBlocks(blocks: unknown): asserts blocks is Record<string, unknown>[] {
  const problems = checkBlocks(blocks, 'message', '/blocks');
  if (problems.length > 0) {
    throw new SlackError('invalid_blocks', {
      errors: problems.map(line),
      response_metadata: { messages: messages(problems) },
    });
  }
  if (textSize(blocks) > limits.message.blocksText) throw new SlackError('msg_blocks_too_long');
}

/** Throws as views.* methods do. */
export function requireView(view: unknown): asserts view is Record<string, unknown> {
  if (viewBytes(view) > limits.view.bytes) throw new SlackError('view_too_large');
  const problems = checkView(view);
  if (problems.length === 0) return;
  throw new SlackError('invalid_arguments', {
    response_metadata: { messages: messages(problems) },
  });
}

function messages(problems: Problem[]): string[] {
  return problems.map((problem) => `[ERROR] ${line(problem)}`);
}

function line({ message, pointer }: Problem): string {
  return `${message} [json-pointer:${pointer}]`;
}

/** Characters that a reader sees, summed over all text of all blocks. */
function textSize(value: unknown): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, entry) => sum + textSize(entry), 0);
  if (!isObject(value)) return 0;
  return Object.entries(value).reduce(
    (sum, [key, entry]) =>
      sum + (key === 'text' && typeof entry === 'string' ? [...entry].length : textSize(entry)),
    0,
  );
}
