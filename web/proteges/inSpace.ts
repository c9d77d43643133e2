import { DomainError } from '../../domain/errors.ts';
import type { PageHandler } from '../kit/pages.ts';
import { ENTRANCE, LIST } from './paths.ts';

/** A page of the space: whoever has not come in by its entrance is led there, and back (TUT-13). */
export function inSpace(handler: PageHandler): PageHandler {
  return async (visit) => {
    try {
      await handler(visit);
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'AUTHENTIFICATION_DEDIEE') throw error;
      const back = visit.request.method === 'GET' ? visit.request.originalUrl : LIST;
      visit.go(`${ENTRANCE}?${new URLSearchParams({ retour: back })}`);
    }
  };
}
