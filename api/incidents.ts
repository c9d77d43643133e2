import type { Person } from '../adapters/identity/sessions.ts';
import { insertCase } from '../adapters/store/case/startCase.ts';
import { suspensionsOf } from '../adapters/store/queries/incidents.ts';
import { usersByIds, usersOfPartner } from '../adapters/store/queries/people.ts';
import type { ProcessRow } from '../adapters/store/queries/processes.ts';
import type { ActOf } from '../domain/command/acts.ts';
import type { Actor } from '../domain/decision/actor.ts';
import { type Fault, invalid } from '../domain/errors.ts';
import type { IncidentFacts } from '../domain/securityIncident/types.ts';
import { actorOf, mayAct, notFound } from './access.ts';
import { beginCase, caseRow, type OwnedRow } from './cases.ts';
import { perform } from './perform.ts';
import type { Call } from './route.ts';
import { presentIncident } from './shapes/incident.ts';

/** Declares an incident of one's own organisme. Returns its process id. */
export async function declareIncident(
  call: Pick<Call, 'deps'> & { person: Person },
  partnerId: string,
  { what, userIds }: { what: string; userIds: readonly string[] },
  actor: Actor,
  at: Date,
): Promise<string> {
  if (call.person.partnerId !== partnerId) throw notFound();
  return openIncident(call, partnerId, { declaredBy: call.person.id, what, userIds }, actor, at);
}

/** Opens the case of an incident; every account cited is of that organisme, all faults at once. Returns its process id. */
export async function openIncident(
  call: Pick<Call, 'deps'>,
  partnerId: string,
  { declaredBy, what, userIds }: { declaredBy: string; what: string; userIds: readonly string[] },
  actor: Actor,
  at: Date,
): Promise<string> {
  const known = new Set(await usersOfPartner(call.deps.db, partnerId, userIds));
  const faults = userIds.flatMap((id, index): Fault[] =>
    known.has(id)
      ? []
      : [{ path: `userIds.${index}`, code: 'INTROUVABLE', message: "Ce compte n'est pas de cet organisme." }],
  );
  if (faults.length > 0) throw invalid(faults);
  return beginCase(call, 'securityIncident', async (tx) => {
    const { caf, raisonSociale } = await tx.partner.findUniqueOrThrow({
      where: { id: partnerId },
      select: { caf: true, raisonSociale: true },
    });
    const facts: IncidentFacts = {
      declaredBy,
      what,
      userIds: [...new Set(userIds)],
      suspended: [],
      escalated: false,
    };
    const label = `Incident de sécurité – ${raisonSociale}`;
    const tell = { label: 'Incident de sécurité signalé', rule: 'OBL-12' };
    return insertCase(
      tx,
      { type: 'securityIncident', partnerId, caf, label, state: 'SIGNALE', facts, tell },
      actor,
      at,
    );
  });
}

/** An incident that this person may read: who declared it or an administrateur of the organisme, the Caf that manages it. */
export async function readableIncident(call: Pick<Call, 'deps'> & { person: Person }, id: string): Promise<OwnedRow> {
  const row = await caseRow(call, 'securityIncident', id);
  const { person } = call;
  const declarer = (row.facts as unknown as IncidentFacts).declaredBy === person.id;
  const ours = row.partnerId === person.partnerId && (declarer || person.roles.includes('administrateur'));
  // a Caf that handed the partner over keeps reading (DEL-7b)
  if (!ours && (person.caf === null || ![row.caf, ...row.readerCafs].includes(person.caf))) throw notFound();
  return row;
}

/** The incident as it is answered: with its accounts as they are now, and the services that it has suspended. */
export async function incidentView({ deps, at }: Pick<Call, 'deps' | 'at'>, row: ProcessRow) {
  const { userIds } = row.facts as unknown as IncidentFacts;
  const partnerId = row.partnerId ?? '';
  const [partner, accounts, suspensions] = await Promise.all([
    deps.db.partner.findUniqueOrThrow({ where: { id: partnerId }, select: { raisonSociale: true } }),
    usersByIds(deps.db, userIds),
    suspensionsOf(deps.db, partnerId, row.id),
  ]);
  return presentIncident(row, partner.raisonSociale, { accounts, suspensions }, at);
}

/** Carries an act of the Caf out on one incident and answers with the incident as it has become. */
export async function actOnIncident(
  call: Call<{ id: string }, unknown, unknown, Person>,
  actFor: (facts: IncidentFacts) => ActOf<'securityIncident'>,
) {
  const { person, params, ip } = call;
  const { id, facts } = mayAct(person, await readableIncident(call, params.id));
  const act = actFor(facts as unknown as IncidentFacts);
  await perform(call, { id, type: 'securityIncident' }, act, actorOf(person, ip));
  return { status: 200 as const, body: await incidentView(call, await readableIncident(call, id)) };
}
