import { keyed } from '../parts/keyed.ts';
import { asList, asString } from '../read.ts';
import { Element } from './element.tsx';
import type { BlockProps } from './surface.ts';

export function Actions({ block, blockId }: BlockProps) {
  return (
    <div className="block-actions">
      {keyed(asList(block.elements), ({ action_id }) => asString(action_id)).map(
        ({ key, item }) => (
          <Element key={key} element={item} blockId={blockId} />
        ),
      )}
    </div>
  );
}
