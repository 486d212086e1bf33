import { keyed } from '../parts/keyed.ts';
import { asList, asString } from '../read.ts';
import { Picture } from './image.tsx';
import type { BlockProps } from './surface.ts';
import { TextObject } from './text-object.tsx';

/** Small print: texts and tiny pictures in a row. */
export function Context({ block }: BlockProps) {
  return (
    <div className="block-context">
      {keyed(asList(block.elements), ({ type }) => asString(type)).map(({ key, item }) =>
        item.type === 'image' ? (
          <Picture key={key} source={item} className="context-image" />
        ) : (
          <TextObject key={key} value={item} />
        ),
      )}
    </div>
  );
}
