import { newId } from '../../adapters/ids.ts';
import { createPeople } from '../../adapters/people.ts';
import { createSeal } from '../../adapters/sealed.ts';
import { insertCase, type NewCase } from '../../adapters/startCase.ts';
import { createUser } from '../../adapters/users.ts';
import { NOTHING_MORE } from '../../domain/account/types.ts';
import { newItem } from '../../domain/annualControl/sample.ts';
import type { ControlFacts } from '../../domain/annualControl/types.ts';
import type { ApproverFacts } from '../../domain/approverChange/types.ts';
import type { Actor } from '../../domain/dossier/types.ts';
import type { IncidentFacts } from '../../domain/securityIncident/types.ts';
import type { SupportFacts } from '../../domain/supportRequest/types.ts';
import type { UserRequestFacts } from '../../domain/userRequest/types.ts';
import { openPartner } from '../../ops/seed/openPartner.ts';
import { centralise } from '../openPartner.ts';
import { eventually, type Running, TEST_KEYS } from '../running.ts';
import type { Scenario } from './scenarios.ts';

const CAF_ADMIN: Actor = { id: 'admin', role: 'cafAdmin', label: 'Administrateur MCP', ip: null };
const ADMINISTRATEUR: Actor = { id: 'claire', role: 'administrateur', label: 'Claire Aubert', ip: null };

type Case = Pick<NewCase, 'type' | 'state' | 'facts'>;

/** Begins a case of ESAT Les Peupliers and waits until its process has taken its first step. */
async function startCase(running: Running, partnerId: string, { type, state, facts }: Case): Promise<string> {
  const rest = { partnerId, caf: '93', label: 'Essai', tell: { label: 'Essai', rule: 'OBL-12' } };
  const id = await running.database.$transaction((tx) =>
    insertCase(tx, { type, state, facts, ...rest }, ADMINISTRATEUR, new Date()),
  );
  await running.gateway.start({ type, processId: id });
  await eventually(
    `first step of ${id}`,
    async () => (await running.database.process.findUniqueOrThrow({ where: { id } })).workflowStartedAt,
  );
  return id;
}

async function peupliers(running: Running): Promise<string> {
  await openPartner(running.database, 'no password', new Date());
  return (await running.database.partner.findFirstOrThrow({ where: { siret: '99989000700019' } })).id;
}

const closed = (running: Running, id: string) =>
  eventually(
    `end of ${id}`,
    async () => (await running.database.process.findUniqueOrThrow({ where: { id } })).closedAt,
  );

async function act(running: Running, id: string, actor: Actor, what: unknown): Promise<void> {
  const { type } = await running.database.process.findUniqueOrThrow({ where: { id }, select: { type: true } });
  const command = { processId: id, type: type as Case['type'], act: what, actor, key: newId(), bodyHash: '' };
  const outcome = await running.commands.send(command);
  if (outcome.status !== 'done') throw new Error(JSON.stringify(outcome));
}

async function task(
  running: Running,
  id: string,
  outcome: string,
  fields: Record<string, unknown> = {},
): Promise<void> {
  const open = await eventually(`task of ${id}`, () =>
    running.database.task.findFirst({ where: { processId: id, state: 'OUVERTE' } }),
  );
  await act(running, id, CAF_ADMIN, { type: 'completeTask', taskId: open.id, outcome, fields });
}

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

async function support(running: Running, over: Pick<SupportFacts, 'outcome'>, state: string): Promise<string> {
  const partnerId = await peupliers(running);
  const { id: askedBy } = await running.database.user.findFirstOrThrow({ where: { partnerId } });
  const facts: SupportFacts = {
    askedBy,
    channel: 'PORTAIL',
    kind: 'AIDE',
    service: 'CDAP',
    subject: 'CDAP 19_93 ESAT Les Peupliers',
    exchanges: [],
    reason: null,
    userId: null,
    reminders: 0,
    ...over,
  };
  return startCase(running, partnerId, { type: 'supportRequest', state, facts });
}

/** Claire asks for the annexe 3 by which Zoé takes over from her. */
async function askAnnexe3({ database, policy }: Running): Promise<void> {
  const { id, partnerId } = await database.user.findFirstOrThrow({ where: { login: 'mcp00000093' } });
  const people = createPeople(database, { policy, seal: createSeal(TEST_KEYS), mailboxOf: () => 'caf@caf.example' });
  const zoe = { firstName: 'Zoé', lastName: 'Picard', email: 'zoe.picard@peupliers.example' };
  const incoming = { create: { ...NOTHING_MORE, ...zoe }, confirmed: true };
  const what = { type: 'askReplacement' as const, leavingId: id, closesOn: null, incoming };
  await people.act(partnerId ?? '', what, { ...ADMINISTRATEUR, id, caf: null }, new Date());
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

/** A control that looks at Nadia, who holds T1. */
async function control(running: Running): Promise<string> {
  const partnerId = await peupliers(running);
  const { database } = running;
  const names = { firstName: 'Nadia', lastName: 'Ferrand', email: 'nadia.ferrand@peupliers.example' };
  const nadia = { ...names, login: 'MCP0000NAD1', roles: [], partnerId, password: null };
  const userId = await createUser(database, nadia, new Date());
  const { id: conventionId } = await database.document.findFirstOrThrow({ where: { partnerId, kind: 'CONVENTION' } });
  const group = { service: 'CDAP', code: 'T1AS', label: 'T1 AS', profile: 'T1', role: 'T1', createdBy: userId };
  const groupId = newId();
  await database.group.create({ data: { ...group, id: groupId, partnerId, conventionId, createdAt: new Date() } });
  const membership = { id: newId(), groupId, userId, since: new Date(), addedBy: userId };
  await database.membership.create({ data: membership });
  const facts: ControlFacts = {
    year: 2026,
    sampleSize: 1,
    people: [userId],
    items: [{ ...newItem(userId, 'T1'), id: 'T1' }],
    accesses: [],
    lastUses: [],
    askedAt: null,
    reminders: 0,
    gapsSince: null,
    gapReminders: 0,
    escalations: 0,
    reason: null,
  };
  return startCase(running, partnerId, { type: 'annualControl', state: 'OUVERT', facts });
}

const DIPLOMA = { type: 'giveProof', itemId: 'T1', attachmentId: 'diplome', numeroInstructeur: null, titre: null };

const PJ3 = { type: 'receivePj3', attachmentId: 'pj3' };

/** Processes about a partner's people, branch by branch. */
export const CASE_SCENARIOS: readonly Scenario[] = [
  {
    name: 'annualControl-conforming',
    async play(running) {
      const id = await control(running);
      await act(running, id, ADMINISTRATEUR, DIPLOMA);
      await task(running, id, 'conform');
      await closed(running, id);
      return id;
    },
  },
  {
    name: 'annualControl-reminded-then-gaps-corrected',
    policy: { controlReminders: [200], controlEndMs: 500, gapReminders: [200], gapEscalateMs: 400, quietHours: null },
    async play(running) {
      const id = await control(running);
      await task(running, id, 'gaps', { gaps: { T1: 'Diplôme manquant' } });
      await eventually('the Caf is told', () =>
        running.database.mail.findFirst({ where: { processId: id, template: 'MAIL-82' } }),
      );
      await act(running, id, ADMINISTRATEUR, DIPLOMA);
      await task(running, id, 'reject', { reason: 'Illisible' });
      await act(running, id, ADMINISTRATEUR, DIPLOMA);
      await task(running, id, 'accept');
      await closed(running, id);
      return id;
    },
  },
  {
    name: 'annualControl-cancelled',
    async play(running) {
      const id = await control(running);
      await act(running, id, CAF_ADMIN, { type: 'cancel', reason: 'fin' });
      await closed(running, id);
      return id;
    },
  },
  {
    name: 'approverChange-accepted',
    async play(running) {
      const id = await approver(running);
      await act(running, id, ADMINISTRATEUR, PJ3);
      await task(running, id, 'accept');
      await closed(running, id);
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
      await closed(running, id);
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
      await closed(running, id);
      return id;
    },
  },
  {
    name: 'supportRequest-asked-and-answered',
    async play(running) {
      const id = await support(running, { outcome: 'PRIORITAIRE' }, 'A_TRAITER');
      await task(running, id, 'ask', { text: 'Quel groupe ?' });
      await act(running, id, ADMINISTRATEUR, { type: 'supply', text: 'T2CR' });
      await task(running, id, 'answer', { text: 'Fait.' });
      await closed(running, id);
      return id;
    },
  },
  {
    name: 'supportRequest-complement-reminded-and-never-supplied',
    policy: { rem1: [300], rem1EndMs: 900, quietHours: null },
    async play(running) {
      const id = await support(running, { outcome: 'PRIORITAIRE' }, 'A_TRAITER');
      await task(running, id, 'ask', { text: 'Quel groupe ?' });
      await closed(running, id);
      return id;
    },
  },
  {
    name: 'supportRequest-departure-reminded-and-settled',
    policy: { departureMs: 300, quietHours: null },
    async play(running) {
      const id = await support(running, { outcome: 'DEPART_SIGNALE' }, 'DEPART_SIGNALE');
      await eventually('the Caf is told', () =>
        running.database.mail.findFirst({ where: { processId: id, template: 'MAIL-79' } }),
      );
      await askAnnexe3(running);
      await task(running, id, 'done');
      await closed(running, id);
      return id;
    },
  },
  {
    name: 'supportRequest-departure-without-a-name',
    async play(running) {
      const id = await support(running, { outcome: 'DEPART_GESTIONNAIRE' }, 'DEPART_GESTIONNAIRE');
      await act(running, id, ADMINISTRATEUR, { type: 'supply', text: 'Omar lui succède' });
      await closed(running, id);
      return id;
    },
  },
  {
    name: 'userRequest-done',
    async play(running) {
      const id = await userRequest(running);
      await task(running, id, 'done');
      await closed(running, id);
      return id;
    },
  },
  {
    name: 'userRequest-refused',
    async play(running) {
      const id = await userRequest(running);
      await task(running, id, 'refuse', { reason: 'Encore en poste' });
      await closed(running, id);
      return id;
    },
  },
  {
    name: 'approverChange-cancelled',
    async play(running) {
      const id = await approver(running);
      await act(running, id, CAF_ADMIN, { type: 'cancel', reason: 'fin' });
      await closed(running, id);
      return id;
    },
  },
];
