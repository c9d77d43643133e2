import type { Person } from '../adapters/identity/sessions.ts';
import { documentById, type FoundDocument } from '../adapters/store/queries/documents.ts';
import type { ActOf } from '../domain/command/acts.ts';
import type { Actor } from '../domain/decision/actor.ts';
import { DomainError } from '../domain/errors.ts';
import type { DossierType } from '../domain/kinds.ts';
import { actorOf, documentActorOf, mayAct } from './access.ts';
import { perform } from './perform.ts';
import type { Call } from './route.ts';
import { etag } from './shapes/common.ts';
import { presentDocument } from './shapes/document.ts';

/** Carries an act of the Caf out on one document and answers with the document as it has become. */
export async function actOnDocument(
  call: Call<{ id: string }, unknown, unknown, Person>,
  actFor: (found: FoundDocument) => ActOf<DossierType>,
  /** the dossier that carries the act where the document has none; unsaid: there is no such act */
  otherwise?: (found: FoundDocument) => Promise<FoundDocument['process']>,
  /** who acts, where it takes more than the right to (a signature) */
  actorFor: () => Promise<Actor> = async () => actorOf(call.person, call.ip),
) {
  const { deps, person, params } = call;
  const found = mayAct(person, await documentById(deps.db, params.id));
  const process = found.process ?? (await otherwise?.(found)) ?? null;
  if (process === null) throw new DomainError('ETAT_INCOMPATIBLE', "Ce document n'est rattaché à aucun dossier.");
  await perform(call, process, actFor(found), await actorFor());
  const after = mayAct(person, await documentById(deps.db, params.id));
  return {
    status: 200 as const,
    headers: { ETag: etag(after.document.version) },
    body: presentDocument(after.document, documentActorOf(person, after)),
  };
}
