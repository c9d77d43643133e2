import { requestById } from '../adapters/store/queries/accessRequests.ts';
import type { RequestState } from '../domain/accessRequest/transitions.ts';
import { REQUEST_STATE_LABELS } from '../domain/accessRequest/transitions.ts';
import type { DossierAct } from '../domain/dossier/acts.ts';
import { alreadyDone, doneBefore } from '../domain/dossier/alreadyDone.ts';
import type { Dossier } from '../domain/dossier/types.ts';
import { DomainError } from '../domain/errors.ts';
import { withinSentence } from '../domain/formats/typography.ts';
import { DOSSIER_KINDS, type DossierKinds } from '../domain/kinds.ts';
import { frenchInstant } from '../domain/policy/calendar.ts';
import { type ResolvedLink, replacedLink } from './link.ts';
import type { Call } from './route.ts';

/** What the holder of a link asks, as far as it tells what may have been done of it. */
interface Asked {
  action: string;
  documents?: readonly { id: string }[] | undefined;
  documentIds?: readonly string[] | undefined;
  documentId?: string;
}

/**
 * Why a link that was used carries no act any more: what was done by it, when and by whom (U9). Only of one that was replaced before anything
 * was done is it said that another mail has the right one (LIEN_PERIME).
 */
export async function voidLinkRefusal(
  { deps }: Pick<Call, 'deps'>,
  link: ResolvedLink,
  asked: Asked,
  dossierOf: () => Promise<Dossier>,
): Promise<DomainError> {
  const { closedAt } = link.process;
  if (link.kind === 'request') return (await ofRequest(deps, link, asked)) ?? replacedLink();
  const dossier = await dossierOf();
  const done = doneByLink(dossier, asked) ?? answeredByLink(dossier, asked);
  if (done !== null) return done;
  if (closedAt === null) return replacedLink();
  const { endReason } = dossier.facts;
  const why = endReason === null ? '' : ` : ${endReason.replace(/\.$/, '')}`;
  return new DomainError('DOSSIER_TERMINE', `Ce dossier est terminé depuis le ${frenchInstant(closedAt)}${why}.`);
}

/** Of a dossier: what was asked for is done already, by this link or another one. */
export function doneByLink(
  dossier: Dossier,
  { action, documents, documentIds, documentId }: Asked,
): DomainError | null {
  const ids = documents?.map(({ id }) => id) ?? documentIds;
  const bearing = (holds: (document: Dossier['documents'][number]) => boolean) =>
    ids ?? dossier.documents.filter(holds).map(({ id }) => id);
  if (action === 'sign') {
    const signed = bearing(({ signatures }) => signatures.some(({ voidedAt }) => voidedAt === null));
    return doneBefore(dossier, {
      type: 'sign',
      documents: signed.map((id) => ({ id, version: 0, hash: '' })),
      name: '',
      function: '',
    });
  }
  if (action === 'complete' && documentId !== undefined) {
    const [document] = dossier.documents.filter(({ id }) => id === documentId);
    return document === undefined ? null : alreadyDone('complete', [document]);
  }
  if (action !== 'decline') return null;
  const act: DossierAct = { type: 'decline', documentIds: [...bearing(({ state }) => state === 'REJETE')], reason: '' };
  return doneBefore(dossier, act);
}

/** What is no document is its kind's to tell. */
function answeredByLink(dossier: Dossier, { action }: Asked): DomainError | null {
  const kinds: DossierKinds = DOSSIER_KINDS;
  return kinds[dossier.type]?.answered?.(dossier as Dossier<never>, action) ?? null;
}

async function ofRequest({ db }: Call['deps'], link: ResolvedLink, { action }: Asked): Promise<DomainError | null> {
  const request = await requestById(db, link.process.id);
  if (request === null) return null;
  const { closedAt } = link.process;
  if (closedAt !== null) {
    const state = withinSentence(REQUEST_STATE_LABELS[request.state as RequestState]);
    return new DomainError(
      'DEMANDE_TERMINEE',
      `Cette demande est terminée depuis le ${frenchInstant(closedAt)} : ${state}.`,
    );
  }
  const supplied = request.exchanges.findLast(({ suppliedAt }) => suppliedAt !== null)?.suppliedAt;
  return action === 'supply' && supplied != null && request.state !== 'COMPLEMENT_DEMANDE'
    ? new DomainError('DEJA_FAIT', `Votre réponse a déjà été envoyée à la Caf le ${frenchInstant(new Date(supplied))}.`)
    : null;
}
