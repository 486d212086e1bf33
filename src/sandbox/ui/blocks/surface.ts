import { createContext, use } from 'react';
import type { Json } from '../read.ts';
import type { Outcome } from '../state/control.ts';

/** Where blocks stand: they press through it, and in a modal they keep what was typed in it. */
export interface Surface {
  act(action: Json & { action_id: string; block_id?: string }): Promise<Outcome>;
  form: Form | null;
}

interface Form {
  value(blockId: string, actionId: string): Json | undefined;
  set(blockId: string, actionId: string, value: Json): void;
  /** By block_id, shown under the field. */
  errors: Record<string, string>;
}

export const SurfaceContext = createContext<Surface>({
  act: async () => 'This cannot be pressed here.',
  form: null,
});

export function useSurface(): Surface {
  return use(SurfaceContext);
}

/** What every block component gets. */
export interface BlockProps {
  block: Json;
  blockId: string;
}

/** What every element component gets. */
export interface ElementProps {
  element: Json;
  blockId: string;
  /** In an input block a change is only kept, unless the block asks to be told. */
  quiet?: boolean;
  /** Ties a field to the label and error that stand around it. */
  fieldId?: string | undefined;
  describedBy?: string | undefined;
}
