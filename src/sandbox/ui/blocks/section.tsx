import { keyed } from '../parts/keyed.ts';
import { asList, isObject, plainText } from '../read.ts';
import { Element } from './element.tsx';
import type { BlockProps } from './surface.ts';
import { TextObject } from './text-object.tsx';

/** Text, up to ten short fields in two columns, and one element at the side. */
export function Section({ block, blockId }: BlockProps) {
  const fields = asList(block.fields);
  const { text, accessory } = block;
  return (
    <div className="block-section">
      <div className="section-body">
        {isObject(text) && <TextObject value={text} />}
        {fields.length > 0 && (
          <div className="fields">
            {keyed(fields, plainText).map(({ key, item }) => (
              <TextObject key={key} value={item} />
            ))}
          </div>
        )}
      </div>
      {isObject(accessory) && (
        <div className="accessory">
          <Element element={accessory} blockId={blockId} />
        </div>
      )}
    </div>
  );
}
