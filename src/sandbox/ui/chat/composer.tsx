import { type KeyboardEvent, type Ref, useId, useImperativeHandle, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { Channel } from '../../contract.ts';
import { Failure } from '../parts/failure.tsx';
import { useTask } from '../parts/use-task.ts';
import { useDirectory } from '../state/directory.ts';
import { commandOf } from '../state/suggest.ts';
import type { World } from '../state/world.ts';
import { send } from './send.ts';
import { ShortcutMenu } from './shortcut-menu.tsx';
import { SuggestionList } from './suggestion-list.tsx';
import { useSuggestions } from './use-suggestions.ts';
import '../styles/composer.css';

export interface ComposerHandle {
  fill(text: string): void;
}

export interface ComposerProps {
  handle?: Ref<ComposerHandle>;
  world: World;
  channel: Channel;
  thread: string | null;
  placeholder: string;
}

/** What was typed and not sent stays with its conversation until the page is left. */
const drafts = new Map<string, string>();

/** Enter sends, Shift+Enter breaks the line; a slash offers commands. */
export function Composer({ handle, world, channel, thread, placeholder }: ComposerProps) {
  const directory = useDirectory();
  const { state } = world;
  const key = `${directory.me}/${channel.id}/${thread ?? ''}`;
  const [text, setText] = useState(() => drafts.get(key) ?? '');
  const { busy, failure, run } = useTask();
  const box = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  const suggestions = useSuggestions(text, box, { ...directory, commands: state.commands }, write);
  useImperativeHandle(handle, () => ({ fill: write }));

  function write(next: string, caret = next.length) {
    // At once: a letter typed in the same frame would move the caret away from where it belongs.
    flushSync(() => keep(next));
    box.current?.focus();
    box.current?.setSelectionRange(caret, caret);
    suggestions.look(caret);
  }
  function keep(next: string) {
    drafts.set(key, next);
    setText(next);
  }
  async function submit() {
    if (!text.trim() || busy) return;
    const typed = text;
    keep('');
    suggestions.close();
    const outcome = await run(() =>
      send({ typed, channel: channel.id, thread, user: directory.me, commands: state.commands }),
    );
    // A refused message comes back, unless something new was typed meanwhile.
    if (outcome !== null) setText((now) => now || typed);
    box.current?.focus();
  }
  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing || suggestions.onKey(event)) return;
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    void submit();
  }

  const command = commandOf(text, state.commands);
  const { offer } = suggestions;
  return (
    <div className="composer">
      {offer && (
        <SuggestionList id={id} offer={offer} at={suggestions.at} take={suggestions.take} />
      )}
      {!offer && command?.usage_hint && (
        <p className="usage">
          <code>{command.command}</code> {command.usage_hint}
        </p>
      )}
      <div className="composer-box">
        {!thread && <ShortcutMenu shortcuts={state.shortcuts} />}
        <textarea
          ref={box}
          data-testid={thread ? 'thread-composer' : 'composer'}
          aria-label={placeholder}
          placeholder={placeholder}
          rows={1}
          value={text}
          role="combobox"
          aria-expanded={offer !== null}
          aria-controls={id}
          aria-activedescendant={
            offer && suggestions.at >= 0 ? `${id}-${suggestions.at}` : undefined
          }
          aria-autocomplete="list"
          onChange={(event) => {
            keep(event.target.value);
            suggestions.look(event.target.selectionStart);
          }}
          onBlur={suggestions.close}
          onKeyDown={onKeyDown}
        />
        <button
          type="button"
          className="icon-button send"
          aria-label="Send"
          aria-busy={busy}
          disabled={!text.trim()}
          onClick={() => void submit()}
        >
          ➤
        </button>
      </div>
      <p className="composer-note" aria-live="polite">
        {busy ? 'Sending…' : <Failure text={failure} />}
        {!busy && !failure && !channel.members.includes(directory.me) && (
          <>You are not in this channel. Whatever you do here makes you join it.</>
        )}
      </p>
    </div>
  );
}
