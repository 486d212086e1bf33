import { limits } from './limits.ts';

/** The error that Slack answers for a channel name, or null; names are refused, never mended. */
export function channelNameError(name: string): string | null {
  if (name === '') return 'invalid_name_required';
  if ([...name].length > limits.channelName) return 'invalid_name_maxlength';
  if (/^[-_]+$/.test(name)) return 'invalid_name_punctuation';
  if (!/^[\p{Ll}\p{Lo}\p{M}\p{N}_-]+$/u.test(name)) return 'invalid_name_specials';
  return null;
}
