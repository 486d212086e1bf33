import { asString } from '../read.ts';
import { RichText } from '../text/rich-text.tsx';
import type { BlockProps } from './surface.ts';

export function Markdown({ block }: BlockProps) {
  return <RichText text={asString(block.text)} dialect="markdown" />;
}
