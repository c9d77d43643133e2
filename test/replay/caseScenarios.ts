import { newId } from '../../adapters/store/ids.ts';
import { createUser } from '../../adapters/store/people/users.ts';
import type { ApproverFacts } from '../../domain/approverChange/types.ts';
import type { MissingFacts } from '../../domain/missingProtege/procedure.ts';
import type { PersonalDataFacts } from '../../domain/personalData/types.ts';
import type { IncidentFacts } from '../../domain/securityIncident/types.ts';
import type { UserRequestFacts } from '../../domain/userRequest/types.ts';
import { centralise } from '../openPartner.ts';
import { untilEnded } from '../people.ts';
import { eventually, type Running } from '../running.ts';
import { ADMINISTRATEUR, act, CAF_ADMIN, peupliers, startCase, task } from './cases.ts';
import type { Scenario } from './scenarios.ts';

/** Hugo is named approbateur; PJ 3 is awaited. */
async function approver(running: Running): Promise<string> {
  const partnerId = await peupliers(running);
  const { database } = running;
  const person = {
    firstName: 'Hugo',
    lastName: 'Lenoir',
    email: 'hugo.lenoir@peupliers.example',
    login: 'MCP0000HUG1',
  };
  const userId = await createUser(database, { ...person, roles: [], partnerId, password: null }, new Date());
  const profileId = newId();
  await database.afasProfile.create({
    data: { id: profileId, partnerId, userId, role: 'APPROBATEUR', state: 'EN_ATTENTE_MAIA', since: new Date() },
  });
  const facts: ApproverFacts = {
    userId,
    profileId,
    formerId: null,
    askedBy: userId,
    pj3: null,
    expectedSince: null,
    reminders: 0,
    reason: null,
  };
  return startCase(running, partnerId, { type: 'approverChange', state: 'DEMANDE', facts });
}

/** Claire declares an incident about her own account. */
async function incident(running: Running): Promise<string> {
  const partnerId = await peupliers(running);
  const { id } = await running.database.user.findFirstOrThrow({ where: { partnerId } });
  const facts: IncidentFacts = { declaredBy: id, what: 'Poste volé', userIds: [id], suspended: [], escalated: false };
  return startCase(running, partnerId, { type: 'securityIncident', state: 'SIGNALE', facts });
}

/** In mode centralisé Claire asks that her account be closed some day. */
async function userRequest(running: Running): Promise<string> {
  const partnerId = await peupliers(running);
  await centralise(running.database, partnerId);
  const { id: userId } = await running.database.user.findFirstOrThrow({ where: { partnerId } });
  const asked = { what: 'close' as const, userId, closesOn: '2098-01-01', replacementId: null };
  const facts: UserRequestFacts = { askedBy: userId, asked, userId, reason: null, answer: null };
  return startCase(running, partnerId, { type: 'userRequest', state: 'A_TRAITER', facts });
}

/** Somebody does not find a protégé. */
async function missing(running: Running): Promise<string> {
  const partnerId = await peupliers(running);
  const { id: askedBy } = await running.database.user.findFirstOrThrow({ where: { partnerId } });
  const facts: MissingFacts = { askedBy, found: 'INCONNU', sealed: null };
  return startCase(running, partnerId, { type: 'missingProtege', state: 'A_VERIFIER', facts });
}

/** Claire's copy of her data, or her erasure: over in a moment. */
async function ofHerData(running: Running, wish: PersonalDataFacts['wish'], ms: number): Promise<string> {
  const partnerId = await peupliers(running);
  const { id: userId } = await running.database.user.findFirstOrThrow({ where: { partnerId } });
  await running.database.user.update({ where: { id: userId }, data: { closesOn: '2020-01-01', closedAt: new Date() } });
  const until = new Date(Date.now() + ms).toISOString();
  const facts: PersonalDataFacts = {
    userId,
    wish,
    asked: 'Courrier',
    until,
    fileId: null,
    linkRef: 'abcdefgh',
    reason: null,
  };
  return startCase(running, partnerId, {
    type: 'personalData',
    state: wish === 'EXPORT' ? 'A_RETIRER' : 'PREVU',
    facts,
  });
}

const PJ3 = { type: 'receivePj3', attachmentId: 'pj3' } as const;

/** The other processes about a partner's people, branch by branch. */
export const CASE_SCENARIOS: readonly Scenario[] = [
  {
    name: 'approverChange-accepted',
    async play(running) {
      const id = await approver(running);
      await act(running, id, ADMINISTRATEUR, PJ3);
      await task(running, id, 'accept');
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'approverChange-reminded-and-rejected',
    policy: { rem11: [300, 600], quietHours: null },
    async play(running) {
      const id = await approver(running);
      await eventually('reminded twice', async () => {
        const { facts } = await running.database.process.findUniqueOrThrow({ where: { id } });
        return (facts as unknown as ApproverFacts).reminders === 2;
      });
      await act(running, id, ADMINISTRATEUR, PJ3);
      await task(running, id, 'reject', { reason: 'PJ 3 non signée' });
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'securityIncident-suspended-and-closed',
    async play(running) {
      const id = await incident(running);
      const { facts } = await running.database.process.findUniqueOrThrow({ where: { id } });
      await act(running, id, CAF_ADMIN, { type: 'suspend', userIds: (facts as unknown as IncidentFacts).userIds });
      await task(running, id, 'acknowledge');
      await task(running, id, 'treat');
      await task(running, id, 'close', { note: 'Mot de passe changé' });
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'personalData-copy-expired',
    async play(running) {
      const id = await ofHerData(running, 'EXPORT', 1_000);
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'personalData-erased',
    async play(running) {
      const id = await ofHerData(running, 'EFFACEMENT', 1_000);
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'personalData-given-up',
    async play(running) {
      const id = await ofHerData(running, 'EFFACEMENT', 86_400_000);
      await act(running, id, CAF_ADMIN, { type: 'cancel', reason: 'La personne y renonce' });
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'userRequest-done',
    async play(running) {
      const id = await userRequest(running);
      await task(running, id, 'done');
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'userRequest-refused',
    async play(running) {
      const id = await userRequest(running);
      await task(running, id, 'refuse', { reason: 'Encore en poste' });
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'missingProtege-entrusted',
    async play(running) {
      const id = await missing(running);
      await task(running, id, 'entrusted');
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'missingProtege-refused',
    async play(running) {
      const id = await missing(running);
      await task(running, id, 'refuse');
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'approverChange-cancelled',
    async play(running) {
      const id = await approver(running);
      await act(running, id, CAF_ADMIN, { type: 'cancel', reason: 'fin' });
      await untilEnded(running, id);
      return id;
    },
  },
];
