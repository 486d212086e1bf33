import { Failure } from '../parts/failure.tsx';
import { Popover } from '../parts/popover.tsx';
import { useTask } from '../parts/use-task.ts';
import { asList, asString, type Json } from '../read.ts';
import { isSafe } from '../text/link.tsx';
import { optionLabel, optionValue } from './options.ts';
import { type ElementProps, useSurface } from './surface.ts';

/** The three dots with up to five choices. */
export function Overflow({ element, blockId }: ElementProps) {
  const { act } = useSurface();
  const { busy, failure, run } = useTask();
  const actionId = asString(element.action_id);
  function choose(option: Json) {
    const url = asString(option.url);
    if (isSafe(url)) open(url, '_blank', 'noreferrer,noopener');
    void run(() =>
      act({ type: 'overflow', action_id: actionId, block_id: blockId, selected_option: option }),
    );
  }
  return (
    <span className="pressable">
      <Popover
        label="More actions"
        face={busy ? '…' : '⋯'}
        className="button"
        actionId={actionId}
        align="end"
      >
        {(close) => (
          <ul className="menu">
            {asList(element.options).map((option) => (
              <li key={optionValue(option)}>
                <button
                  type="button"
                  data-value={optionValue(option)}
                  onClick={() => {
                    close();
                    choose(option);
                  }}
                >
                  {optionLabel(option)}
                </button>
              </li>
            ))}
          </ul>
        )}
      </Popover>
      <Failure text={failure} />
    </span>
  );
}
