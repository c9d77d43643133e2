import type { Person } from '../adapters/identity/sessions.ts';
import { startEnding } from '../adapters/store/partner/startEnding.ts';
import { conventionEndOf } from '../adapters/store/queries/conventionEnd.ts';
import type { FoundDocument } from '../adapters/store/queries/documents.ts';
import { partnerById } from '../adapters/store/queries/partners.ts';
import type { EndingParty } from '../domain/conventionEnding/types.ts';
import { DomainError } from '../domain/errors.ts';
import { actorOf, hasRole, mayAct, mayRead } from './access.ts';
import { perform } from './perform.ts';
import type { Call } from './route.ts';
import { presentConventionEnd } from './shapes/conventionEnd.ts';
import { startKeyOf } from './startDossier.ts';

type Asking<B = unknown> = Call<{ id: string }, unknown, B, Person>;

/** Whose word it is: an administrateur's of the organisme, else the managing Caf's. */
const partyOf = (person: Person): EndingParty => (hasRole(person, 'administrateur') ? 'PARTENAIRE' : 'CAF');

/** Now, and the notice that is to be given (POLICY_CONV_13). */
const whenOf = ({ policy }: Call['deps'], at: Date) => ({ at, conventionNoticeMs: policy.conventionNoticeMs });

/** The partner, of whoever may end its convention: its own administrateur, the Caf that manages it. Throws INTROUVABLE, ACTION_NON_PERMISE. */
async function theirs({ deps, person, params }: Asking) {
  const partner = await partnerById(deps.db, params.id);
  return partyOf(person) === 'PARTENAIRE' ? mayRead(person, partner) : mayAct(person, partner);
}

/** What ends with the convention, and the end that is on its way. */
export async function conventionEnd(call: Asking) {
  const { deps, person, params, at } = call;
  mayRead(person, await partnerById(deps.db, params.id));
  return presentConventionEnd(await conventionEndOf(deps.db, params.id), partyOf(person), whenOf(deps, at));
}

/** The end of the convention begins; its process tells everybody, and closes it on its day. Throws what `endingFacts` does. Returns the process id. */
export async function askEnd(call: Asking<{ endsOn: string; reason: string }>): Promise<string> {
  const { body, person } = call;
  const { id } = await theirs(call);
  return begin(call, id, { ...body, by: partyOf(person) });
}

/** It is taken back before its day. Throws ETAT_INCOMPATIBLE where nothing is on its way. */
export async function renounceEnd(call: Asking<{ reason: string }>): Promise<void> {
  const { deps, body, person, ip } = call;
  const { id: partnerId } = await theirs(call);
  const { running } = await conventionEndOf(deps.db, partnerId);
  if (running === null)
    throw new DomainError('ETAT_INCOMPATIBLE', "La fin de cette convention n'est pas demandée.", { rule: 'CONV-13' });
  const type = partyOf(person) === 'PARTENAIRE' ? 'withdraw' : 'cancel';
  const process = { id: running.processId, type: 'conventionEnding' as const };
  await perform(call, process, { type, reason: body.reason }, actorOf(person, ip));
}

/**
 * A dossier for the closing of a convention, contrat or bulletin that was signed before Passerelle and has none (§4.3 « Known partners », « close »): the
 * act that follows closes it. null: it is of a kind that does not close.
 */
export async function dossierToClose(call: Asking<{ reason: string }>, { partnerId, document }: FoundDocument) {
  const { kind, conventionId } = document;
  const at = { reason: call.body.reason, endsOn: null, by: 'CAF' } as const;
  if (kind === 'CONVENTION')
    return { id: await begin(call, partnerId, { ...at, conventionId: document.id }), ...ENDING };
  if ((kind !== 'CONTRAT' && kind !== 'BULLETIN') || conventionId === null) return null;
  return { id: await begin(call, partnerId, { ...at, conventionId, closed: document }), ...ENDING };
}
const ENDING = { type: 'conventionEnding' } as const;

async function begin(call: Asking, partnerId: string, asked: Parameters<typeof startEnding>[2]): Promise<string> {
  const { deps, person, ip, at } = call;
  const startKey = startKeyOf(call);
  const when = whenOf(deps, at);
  const processId = await deps.db.$transaction((tx) =>
    startEnding(tx, partnerId, asked, { startKey, actor: actorOf(person, ip), ...when }),
  );
  await deps.commands.start({ processId, type: 'conventionEnding' });
  return processId;
}
