import type { ComponentType } from 'react';
import type { Block } from '../../contract.ts';
import { Actions } from './actions.tsx';
import { Context } from './context.tsx';
import { Header } from './header.tsx';
import { Image } from './image.tsx';
import { Input } from './input.tsx';
import { Markdown } from './markdown.tsx';
import { RichTextBlock } from './rich-text-block.tsx';
import { Section } from './section.tsx';
import type { BlockProps } from './surface.ts';
import { Unknown } from './unknown.tsx';
import { blockIdOf } from './values.ts';
import '../styles/blocks.css';

/** The blocks of a message, a modal or a Home tab. */
export function Blocks({ blocks }: { blocks: Block[] }) {
  return (
    <div className="blocks">
      {blocks.map((block, index) => {
        const Family = Object.hasOwn(families, block.type) ? families[block.type] : undefined;
        const blockId = blockIdOf(block, index);
        // An app may send the same block_id in every update; the type keeps state from leaking.
        const key = `${blockId}-${block.type}`;
        return Family ? (
          <Family key={key} block={block} blockId={blockId} />
        ) : (
          <Unknown key={key} what="block" type={block.type} source={block} />
        );
      })}
    </div>
  );
}

const families: Record<string, ComponentType<BlockProps>> = {
  section: Section,
  header: Header,
  context: Context,
  actions: Actions,
  divider: Divider,
  image: Image,
  input: Input,
  rich_text: RichTextBlock,
  markdown: Markdown,
};

function Divider() {
  return <hr className="block-divider" />;
}
