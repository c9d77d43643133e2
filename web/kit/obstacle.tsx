import type { ObstacleView } from './views.ts';

/** Why a form is not offered, and the dossier that stands in the way for who may open it (U3). */
export function Obstacle({ obstacle, links }: { obstacle: ObstacleView; links: boolean }): JSX.Element {
  const { message, processId } = obstacle;
  return (
    <>
      <p safe>{message}</p>
      {links && processId !== null && (
        <p>
          <a href={`/dossiers/${encodeURIComponent(processId)}`}>Ouvrir le dossier en cours</a>
        </p>
      )}
    </>
  );
}
