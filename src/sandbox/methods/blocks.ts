import { no, SlackError } from '../slack-error.ts';
import { checkBlocks } from '../validate/blocks.ts';
import { isObject, type Problem } from '../validate/check.ts';
import { checkView } from '../validate/view.ts';
import type { Call, Method } from './call.ts';

export const blockMethods = { 'blocks.validate': validate } satisfies Record<string, Method>;

/** Exactly one of `blocks`, `message` and `view`. */
function validate({ args }: Call): Record<string, unknown> {
  const given = ['blocks', 'message', 'view'].filter((name) => args.has(name));
  if (given.length !== 1) return no('invalid_arguments');
  if (given[0] === 'blocks') {
    const blocks = args.json('blocks', 'invalid_blocks_format');
    return verdict('invalid_blocks', checkBlocks(blocks, 'message', ''));
  }
  if (given[0] === 'view') {
    return verdict('invalid_view', checkView(args.json('view', 'invalid_arguments'), ''));
  }
  const message = args.json('message', 'invalid_arguments');
  const blocks = isObject(message) ? (message.blocks ?? []) : [];
  return verdict('invalid_message', checkBlocks(blocks, 'message', '/blocks'));
}

function verdict(error: string, problems: Problem[]): Record<string, unknown> {
  if (problems.length > 0) throw new SlackError(error, { errors: problems });
  return {};
}
