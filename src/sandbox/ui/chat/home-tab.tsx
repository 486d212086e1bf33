import { useEffect, useMemo } from 'react';
import type { Block } from '../../contract.ts';
import { Blocks } from '../blocks/block.tsx';
import { type Surface, SurfaceContext } from '../blocks/surface.ts';
import { Failure } from '../parts/failure.tsx';
import { useTask } from '../parts/use-task.ts';
import { control } from '../state/control.ts';
import { useDirectory } from '../state/directory.ts';

/** The app's own page for this member; opening it tells the app, which then draws it anew. */
export function HomeTab({ blocks }: { blocks: Block[] | undefined }) {
  const { me } = useDirectory();
  const { failure, run } = useTask();
  useEffect(() => {
    void run(() => control('open-home', { user: me }));
  }, [me, run]);
  const surface = useMemo<Surface>(
    () => ({ act: (action) => control('interact', { user: me, view: true, action }), form: null }),
    [me],
  );
  return (
    <div className="home-tab" role="tabpanel" data-testid="home">
      <Failure text={failure} />
      {blocks ? (
        <SurfaceContext value={surface}>
          <Blocks blocks={blocks} />
        </SurfaceContext>
      ) : (
        <p className="empty">The app has not drawn a Home page for this member yet.</p>
      )}
    </div>
  );
}
