import type { ContractDocument } from '../document/types.ts';
import type { OpenedService } from './types.ts';

type Standing = Pick<ContractDocument, 'kind' | 'state' | 'conventionId' | 'contratId'>;

/** Contrat and bulletins that are closed with this document (CONV-13). An avenant or annexe stays applied. */
export function closedWith<D extends Standing>({ id }: { id: string }, documents: readonly D[]): D[] {
  return documents.filter(
    ({ kind, state, conventionId, contratId }) =>
      state === 'ACTIF' && (kind === 'CONTRAT' || kind === 'BULLETIN') && (conventionId === id || contratId === id),
  );
}

/** What these bulletins opened or were to open, and what they were still to carry on: it is closed with them (CONV-13, DEL-6). */
export function servicesClosedWith<S extends Pick<OpenedService, 'bulletinId' | 'state'>>(
  documents: readonly Pick<ContractDocument, 'id' | 'kind' | 'replacesId'>[],
  services: readonly S[],
): S[] {
  const closed = new Set(
    documents.flatMap(({ id, kind, replacesId }) => (kind === 'BULLETIN' ? [id, replacesId] : [])),
  );
  return services.filter(({ bulletinId, state }) => closed.has(bulletinId) && state !== 'FERMEE');
}
