import { plainText } from '../read.ts';
import { replaceEmoji } from '../text/emoji.ts';
import type { BlockProps } from './surface.ts';

export function Header({ block }: BlockProps) {
  return <h3 className="block-header">{replaceEmoji(plainText(block.text))}</h3>;
}
