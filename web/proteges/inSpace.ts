import { DomainError } from '../../domain/errors.ts';
import type { PageHandler } from '../kit/pages.ts';
import { keepTyped, NEVER_KEPT } from '../kit/tooLate.ts';
import { ENTRANCE } from './paths.ts';

/**
 * A page of the space: whoever has not come in by its entrance, or no longer is, is led there, and back (TUT-13). What was typed meanwhile waits:
 * the thirteen forms take longer than the entrance stands open.
 */
export function inSpace(handler: PageHandler): PageHandler {
  return async (visit) => {
    try {
      await handler(visit);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'AUTHENTIFICATION_DEDIEE') throw error;
      const { request, deps, body } = visit;
      const entrance = (back: string) => `${ENTRANCE}?${new URLSearchParams({ retour: back })}`;
      if (request.method === 'GET') return visit.go(entrance(request.originalUrl));
      const keptAt = await keepTyped(deps, { body, action: request.originalUrl });
      visit.go(entrance(keptAt), `Rien n’a encore été envoyé : ce que vous avez saisi vous attend. ${NEVER_KEPT}`);
    }
  };
}
