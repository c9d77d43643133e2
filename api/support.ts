import type { Person } from '../adapters/identity/sessions.ts';
import { insertCase } from '../adapters/store/case/startCase.ts';
import type { ProcessRow } from '../adapters/store/queries/processes.ts';
import { DomainError, type Fault, invalid, missing } from '../domain/errors.ts';
import { accountOf, groupsManagedBy } from '../domain/people/desk.ts';
import { assertRight } from '../domain/people/rights.ts';
import type { Roster } from '../domain/people/types.ts';
import { OUT_OF_CHANNEL } from '../domain/supportRequest/route.ts';
import { supportSubject } from '../domain/supportRequest/subject.ts';
import type { FollowedOutcome, SupportFacts } from '../domain/supportRequest/types.ts';
import { actorOf, hasRole, mayRead, notFound, PARTNER_SIDE } from './access.ts';
import { approverProcess } from './approverChanges.ts';
import { beginCase, caseRow } from './cases.ts';
import { declareIncident } from './incidents.ts';
import { actOnPeople, peopleActor } from './people.ts';
import type { Call } from './route.ts';
import type { SupportIn, SupportRouted } from './shapes/support.ts';

type Asking = Call<unknown, unknown, unknown, Person>;
export type NewSupport = Omit<SupportFacts, 'exchanges' | 'reminders'> & { text: string };

/**
 * A request typed in the portal (RGT-11): routed as domain.md §12 says; its subject is right by making. Incidents and departures also by a
 * gestionnaire. About an allocataire's file: HORS_CANAL, nothing is stored (SUP-17).
 */
export async function askByForm(call: Asking, input: SupportIn): Promise<SupportRouted> {
  const { deps, person, ip, at } = call;
  if (person.partnerId === null) throw notFound();
  const { partnerId } = person;
  const named = input.userId === undefined ? [] : [input.userId];
  const view = await deps.people.view(partnerId, peopleActor(person, ip), at, named);
  if (view === null) throw notFound();
  const { roster, asker } = view;
  const report = input.kind === 'INCIDENT' || input.kind.startsWith('DEPART_');
  if (!report) assertRight(asker, roster, 'support.ask');
  if (input.aboutBeneficiary && !report) throw outOfChannel();
  const faults = faultsOfForm(input, roster);
  if (faults.length > 0) throw invalid(faults);
  if (input.kind === 'INCIDENT') {
    const incident = { what: input.what, userIds: input.userIds };
    const processId = await declareIncident(call, partnerId, incident, actorOf(person, ip), at);
    return { outcome: 'SIGNALE', reason: null, id: null, processId };
  }
  if (input.kind === 'NOUVEL_APPROBATEUR' && input.userId !== undefined) {
    const profileId = await actOnPeople(call, partnerId, {
      type: 'giveAfasRole',
      userId: input.userId,
      role: 'APPROBATEUR',
    });
    const processId = await approverProcess(call, partnerId, profileId);
    return { outcome: 'CHANGEMENT_APPROBATEUR', reason: null, id: null, processId };
  }
  const outcome: FollowedOutcome =
    input.kind === 'DEPART_ADMINISTRATEUR'
      ? 'DEPART_SIGNALE'
      : input.kind === 'DEPART_GESTIONNAIRE'
        ? 'DEPART_GESTIONNAIRE'
        : 'PRIORITAIRE';
  const { convention, partner } = roster;
  const subject =
    input.service === undefined || convention?.number == null
      ? DEPARTURE
      : supportSubject(input.service, convention.number, partner.raisonSociale);
  const id = await startSupport(call, roster.partner, {
    askedBy: person.id,
    channel: 'PORTAIL',
    kind: input.kind,
    outcome,
    service: input.service ?? null,
    subject,
    reason: null,
    userId: outcome === 'PRIORITAIRE' ? null : (input.userId ?? null),
    text: input.what,
  });
  return { outcome, reason: null, id, processId: id };
}

const DEPARTURE = 'Départ signalé';

/** Opens the case of a request and starts its process. */
export async function startSupport(
  call: Pick<Asking, 'deps' | 'person' | 'ip' | 'at'>,
  partner: Pick<Roster['partner'], 'id' | 'caf' | 'raisonSociale'>,
  { text, ...facts }: NewSupport,
): Promise<string> {
  const { person, ip, at } = call;
  const { outcome } = facts;
  const departs = outcome === 'DEPART_SIGNALE' || outcome === 'DEPART_GESTIONNAIRE';
  const asked: SupportFacts = { ...facts, exchanges: [{ at: at.toISOString(), by: 'PARTENAIRE', text }], reminders: 0 };
  return beginCase(call, 'supportRequest', (tx) =>
    insertCase(
      tx,
      {
        type: 'supportRequest',
        partnerId: partner.id,
        caf: partner.caf,
        label: partner.raisonSociale,
        state: departs ? outcome : 'A_TRAITER',
        facts: asked,
        tell: { label: 'Demande de support', rule: 'RGT-11' },
      },
      actorOf(person, ip),
      at,
    ),
  );
}

/** A request that this person may read: who made it or an administrateur of the organisme, the Caf that manages it. */
export async function readableSupport(call: Asking, id: string): Promise<ProcessRow> {
  const row = await caseRow(call, 'supportRequest', id);
  const { askedBy } = row.facts as unknown as SupportFacts;
  const { person } = call;
  const theirs = askedBy === person.id || hasRole(person, 'administrateur');
  if (hasRole(person, ...PARTNER_SIDE) && !theirs) throw notFound();
  return mayRead(person, row);
}

function outOfChannel(): DomainError {
  return new DomainError('HORS_CANAL', OUT_OF_CHANNEL, {
    rule: 'SUP-17',
    faults: [{ path: 'aboutBeneficiary', code: 'HORS_CANAL', message: OUT_OF_CHANNEL, rule: 'SUP-17' }],
  });
}

/** All that is missing for a kind, at once (U3). */
function faultsOfForm(input: SupportIn, roster: Roster): Fault[] {
  const faults: Fault[] = [];
  if (input.kind === 'AIDE') {
    if (input.service === undefined) faults.push(missing('service', 'Choisissez le service concerné.'));
    // its number makes the subject (FMT-11)
    if (roster.convention?.number == null)
      throw new DomainError('SANS_CONVENTION', "Votre organisme n'a pas de convention en vigueur.", { rule: 'FMT-11' });
  }
  if (input.kind === 'INCIDENT' && input.userIds.length === 0)
    faults.push(missing('userIds', 'Citez au moins un compte concerné.'));
  if (input.kind === 'NOUVEL_APPROBATEUR' && input.userId === undefined)
    faults.push(missing('userId', "Dites qui est proposé : un membre d'AFAS-DECLARER."));
  // only who is named can be seen to manage no group any more (GRP-19)
  if (input.kind === 'DEPART_GESTIONNAIRE' && input.userId === undefined)
    faults.push(missing('userId', 'Dites quel gestionnaire part.'));
  if (!input.kind.startsWith('DEPART_') || input.userId === undefined) return faults;
  const leaver = accountOf(roster, input.userId);
  if (input.kind === 'DEPART_ADMINISTRATEUR' && leaver.administrateurSince === null)
    faults.push({ path: 'userId', code: 'PAS_ADMINISTRATEUR', message: "Cette personne n'est pas administrateur." });
  const manages = groupsManagedBy(roster, leaver.id).length > 0;
  if (input.kind === 'DEPART_GESTIONNAIRE' && !manages)
    faults.push({ path: 'userId', code: 'PAS_GESTIONNAIRE', message: 'Cette personne ne gère aucun groupe.' });
  return faults;
}
