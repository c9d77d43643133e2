import { isProven } from '../adapters/identity/sessions.ts';
import { appendTrace } from '../adapters/store/protege/trace.ts';
import { tuteurOf } from '../adapters/store/protege/tuteur.ts';
import { nationalService } from '../adapters/store/queries/nationalServices.ts';
import { DomainError } from '../domain/errors.ts';
import { judgeAccess, type ProtegeAccess } from '../domain/protege/access.ts';
import type { DemarcheCode } from '../domain/protege/demarches.ts';
import type { TraceAction, TraceLine, TraceRefusal } from '../domain/protege/trace.ts';
import type { Protege, Tuteur } from '../domain/protege/types.ts';
import { nationalWords } from '../domain/service/national.ts';
import { noAccess } from '../domain/service/standing.ts';
import { EXCLUSIVE } from '../domain/service/tuteur/pair.ts';
import { notFound } from './access.ts';
import type { Call, Person } from './route.ts';

/** What the guards below need of a call. */
export type Asking = Pick<Call<unknown, unknown, unknown, Person>, 'deps' | 'person' | 'sessionToken' | 'ip' | 'at'>;

/** What somebody asks for; the trace says it, done or refused (TUT-13). */
export interface Asked {
  action: TraceAction;
  procedure?: DemarcheCode;
}

/**
 * The tuteur who asks, entitled now, without a look at the proof: the entrance alone. Throws SERVICE_NON_OUVERT for everybody else, whatever the
 * reason, which stands in the trace; that the space is closed for everyone is no secret, nor what takes its place meanwhile (TUT-4).
 */
export async function entitledTuteur(call: Asking, asked: Asked): Promise<Tuteur> {
  const { deps, person, at } = call;
  const tuteur = await tuteurOf(deps.db, person.id, at);
  if (tuteur !== null) return tuteur;
  await noteNotEntitled(call, asked);
  const closed = nationalWords(await nationalService(deps.db, EXCLUSIVE.space), at);
  throw new DomainError('SERVICE_NON_OUVERT', noAccess(EXCLUSIVE.space, closed), {
    rule: closed === null ? 'TUT-16' : 'TUT-4',
  });
}

/** … who has also come in by the entrance: every page and operation of the space (TUT-13). Throws AUTHENTIFICATION_DEDIEE besides. */
export async function enteredTuteur(call: Asking, asked: Asked): Promise<Tuteur> {
  const { deps, sessionToken, at } = call;
  const [tuteur, proven] = await Promise.all([
    entitledTuteur(call, asked),
    sessionToken !== null && isProven(deps.db, sessionToken, at),
  ]);
  if (proven) return tuteur;
  throw new DomainError(
    'AUTHENTIFICATION_DEDIEE',
    "Donnez de nouveau votre mot de passe pour entrer dans l'Espace Tuteur.",
    {
      rule: 'TUT-13',
    },
  );
}

/**
 * A protégé by reference, for a tuteur who may see them and, where a démarche is asked for, do it; traced either way. Throws INTROUVABLE for
 * everything else, and tells nobody why (TUT-18).
 */
export async function protegeFor(
  call: Asking,
  reference: string,
  asked: Asked,
): Promise<{ tuteur: Tuteur; protege: Protege; access: ProtegeAccess }> {
  const { deps, at } = call;
  const tuteur = await enteredTuteur(call, asked);
  const protege = await deps.proteges.byReference(reference);
  const judged = protege === null ? ('INCONNU' as const) : judgeAccess(protege, tuteur, at);
  const access = typeof judged === 'string' ? null : judged;
  const offered = asked.procedure === undefined || access?.demarches.includes(asked.procedure) === true;
  const refusal: TraceRefusal | null = typeof judged === 'string' ? judged : offered ? null : 'DEMARCHE_NON_OFFERTE';
  // of a reference that is none nothing is kept: it may be anything that somebody typed
  const proteges = protege === null ? [] : [protege.reference];
  await trace(call, tuteur, { ...asked, proteges, detail: refusal, refused: refusal !== null });
  if (protege === null || access === null || refusal !== null) throw notFound();
  return { tuteur, protege, access };
}

/** Writes down what a tuteur did (TUT-13). */
export function trace(
  { deps, ip, at }: Asking,
  { userId, partner }: Tuteur,
  done: Asked & Pick<TraceLine, 'proteges' | 'detail'> & { refused?: boolean },
): Promise<void> {
  const { action, proteges, detail, procedure = null, refused = false } = done;
  const by = { userId, partnerId: partner.id, caf: partner.caf };
  return appendTrace(deps.db, { at, ...by, action, proteges, procedure, detail, refused, ip });
}

async function noteNotEntitled({ deps, person, ip, at }: Asking, asked: Asked): Promise<void> {
  if (person.partnerId === null) return;
  const partner = await deps.db.partner.findUniqueOrThrow({ where: { id: person.partnerId }, select: { caf: true } });
  const by = { userId: person.id, partnerId: person.partnerId, caf: partner.caf };
  const { action, procedure = null } = asked;
  const line = { action, procedure, proteges: [], detail: 'NON_HABILITE' as const, refused: true };
  await appendTrace(deps.db, { at, ...by, ...line, ip });
}
