import { useState } from 'react';
import { type Task, useTask } from '../parts/use-task.ts';
import { asString, type Json } from '../read.ts';
import { type ElementProps, useSurface } from './surface.ts';
import { initialValue } from './values.ts';

export interface Field extends Task {
  value: Json;
  /** Keeps the value and, where the app listens, tells it. */
  change(next: Json): void;
  /** Tells the app what is held now. */
  tell(next?: Json): void;
  keep(next: Json): void;
}

/** The value of one element: in a view it belongs to the view's form, in a message to itself. */
export function useField({ element, blockId, quiet = false }: ElementProps): Field {
  const { act, form } = useSurface();
  const [own, setOwn] = useState<Json | null>(null);
  const task = useTask();
  const actionId = asString(element.action_id);
  const type = asString(element.type);
  const value = (form ? form.value(blockId, actionId) : own) ?? initialValue(element) ?? { type };
  function keep(next: Json) {
    if (form) form.set(blockId, actionId, { type, ...next });
    else setOwn({ type, ...next });
  }
  function tell(next: Json = value) {
    if (quiet) return;
    void task.run(() => act({ ...next, type, action_id: actionId, block_id: blockId }));
  }
  function change(next: Json) {
    keep(next);
    tell(next);
  }
  return { ...task, value, keep, tell, change };
}
