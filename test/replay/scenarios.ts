import { sha256 } from '../../adapters/ids.ts';
import { submitAccessRequest } from '../../adapters/requestStore.ts';
import type { Actor } from '../../domain/dossier/types.ts';
import type { DEFAULT_POLICY } from '../../domain/policy/policy.ts';
import { openPartner } from '../../ops/seed/openPartner.ts';
import { AGENT, newDossier, PARTNER } from '../builders/dossier.ts';
import {
  complete,
  ELIGIBILITY,
  importedPeople,
  inventedSiret,
  joinGroup,
  makeGroup,
  send,
  signAll,
  startDossier,
  task,
  untilState,
} from '../people.ts';
import { eventually, type Running } from '../running.ts';

/** One branch of one workflow: what people do, and the workflow (its last run, or the one named) whose history it leaves. */
export interface Scenario {
  name: string;
  /** delays that make the branch happen within seconds */
  policy?: Partial<typeof DEFAULT_POLICY>;
  play(running: Running): Promise<string | { workflowId: string; runId: string }>;
}

let count = 500;
const partner = () => ({ ...newDossier().partner, siret: inventedSiret(++count) });
const ended = (running: Running, id: string) =>
  eventually(
    `end of ${id}`,
    async () => (await running.database.process.findUniqueOrThrow({ where: { id } })).closedAt,
  );

async function toDocuments(running: Running, over = {}): Promise<string> {
  const id = await startDossier(running, { partner: partner(), ...over });
  await untilState(running, id, 'ELIGIBILITE_A_VERIFIER');
  await send(running, id, ELIGIBILITY, PARTNER);
  await task(running, id, 'VERIFIER_ELIGIBILITE', 'eligible');
  return id;
}

/** … with its service open. */
async function opened(running: Running, over = {}): Promise<string> {
  const id = await toDocuments(running, over);
  await complete(running, id);
  await signAll(running, id);
  await task(running, id, 'CONTRESIGNER', 'countersign');
  await untilState(running, id, 'SERVICE_OUVERT');
  return id;
}

async function conventionnement(running: Running): Promise<string> {
  const id = await startDossier(running, {
    type: 'conventionnement',
    partner: partner(),
    esat: null,
    services: ['CDAP'],
    profiles: ['T2'],
  });
  await untilState(running, id, 'DOCUMENTS_ENVOYES');
  return id;
}

async function request(running: Running): Promise<string> {
  const actor: Actor = { id: 'applicant', role: 'applicant', label: 'Demandeur', ip: null };
  const form = {
    raisonSociale: 'Crèche inventée',
    siret: inventedSiret(++count),
    address: '1 rue des Lutins, 38000 Grenoble',
    email: 'contact@creche.example',
    phone: '+33476000001',
    caf: '38',
    profiles: ['T2' as const],
    cafproOtherDepartment: false,
    otherCafNeed: false,
  };
  const { newId } = await import('../../adapters/ids.ts');
  const { processId } = await submitAccessRequest(running.database, form as Parameters<typeof submitAccessRequest>[1], {
    at: new Date(),
    actor,
    policy: running.policy,
    newId,
    hash: sha256,
    mailboxOf: (caf) => `agent@caf${caf}.example`,
  });
  await running.gateway.start({ type: 'accessRequest', processId });
  await eventually(
    'request opened',
    async () => (await running.database.process.findUniqueOrThrow({ where: { id: processId } })).workflowStartedAt,
  );
  return processId;
}

/** EXAMINER_DEMANDE is completed on the request's own process. */
async function examine(
  running: Running,
  processId: string,
  outcome: string,
  fields: Record<string, unknown>,
): Promise<void> {
  const open = await eventually('task', () =>
    running.database.task.findFirst({ where: { processId, state: 'OUVERTE' } }),
  );
  const key = `${outcome}-${processId}`;
  const command = (act: unknown, suffix: string) =>
    running.commands.send({ processId, type: 'accessRequest', act, actor: AGENT, key: key + suffix, bodyHash: '' });
  await command({ type: 'take' }, ':take');
  const answer = await command({ type: 'completeTask', taskId: open.id, outcome, fields }, ':complete');
  if (answer.status !== 'done') throw new Error(JSON.stringify(answer));
}

const SOON = { rem1: [300], rem1EndMs: 900, rem3: [300], rem3TaskMs: 500, rem3EndMs: 900, quietHours: null };

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'userImport-made',
    async play(running) {
      await openPartner(running.database, 'no password', new Date());
      const processId = await running.database.$transaction((tx) => importedPeople(tx, 12));
      await running.gateway.start({ type: 'userImport', processId });
      await ended(running, processId);
      return processId;
    },
  },
  {
    name: 'userImport-stopped',
    async play(running) {
      await openPartner(running.database, 'no password', new Date());
      const processId = await running.database.$transaction((tx) => importedPeople(tx, 80));
      await running.gateway.start({ type: 'userImport', processId });
      await eventually('begun', async () => running.database.userImportRow.findFirst({ where: { state: 'CREE' } }));
      const act = { type: 'cancel', reason: 'mauvais fichier' };
      const cancel = { processId, type: 'userImport', act, actor: AGENT, key: processId, bodyHash: '' } as const;
      // a batch is under way: « not confirmed » is asked again with the same key (R7)
      await eventually('the stop', () => running.commands.send(cancel).catch(() => null));
      await ended(running, processId);
      return processId;
    },
  },
  {
    name: 'reminders-of-a-day',
    async play(running) {
      const workflowId = `reminders-${running.taskQueue}`;
      await running.client.workflow.execute('reminders', { workflowId, taskQueue: running.taskQueue, args: [{}] });
      return workflowId;
    },
  },
  {
    name: 'purge-of-an-hour',
    async play(running) {
      const workflowId = `purge-${running.taskQueue}`;
      await running.client.workflow.execute('purge', { workflowId, taskQueue: running.taskQueue, args: [{}] });
      return workflowId;
    },
  },
  {
    name: 'annualControls-of-a-year',
    async play(running) {
      const workflowId = `annual-controls-${running.taskQueue}`;
      await running.client.workflow.execute('annualControls', { workflowId, taskQueue: running.taskQueue, args: [{}] });
      return workflowId;
    },
  },
  {
    name: 'dispatcher-at-work',
    async play(running) {
      const workflowId = `dispatcher-${running.taskQueue}`;
      await running.client.workflow.start('dispatcher', {
        workflowId,
        taskQueue: running.taskQueue,
        args: [{ queue: `${running.taskQueue}-mails` }],
      });
      await eventually(
        'scheduled',
        async () => ((await running.client.workflow.getHandle(workflowId).fetchHistory()).events?.length ?? 0) > 5,
      );
      return workflowId;
    },
  },
  {
    name: 'esatOnboarding-opened',
    async play(running) {
      return opened(running);
    },
  },
  {
    name: 'esatOnboarding-group-and-user',
    async play(running) {
      const id = await opened(running);
      await makeGroup(running, id);
      await untilState(running, id, 'GROUPES_CONFIGURES');
      await joinGroup(running, id);
      await ended(running, id);
      return id;
    },
  },
  {
    name: 'esatOnboarding-reminded-of-its-group',
    policy: { rem13: [300], quietHours: null },
    async play(running) {
      const id = await opened(running);
      await eventually('REM-13', () =>
        running.database.mail.findFirst({ where: { processId: id, template: 'MAIL-68' } }),
      );
      await send(running, id, { type: 'cancel', reason: 'fin' }, AGENT);
      await ended(running, id);
      return id;
    },
  },
  {
    name: 'esatOnboarding-group-by-the-Caf',
    async play(running) {
      const id = await opened(running, { delegationMode: 'CENTRALISE' });
      await task(running, id, 'CONFIGURER_GROUPE', 'done'); // refused: there is no group yet
      await untilState(running, id, 'SERVICE_OUVERT');
      return id;
    },
  },
  {
    name: 'esatOnboarding-waiting-for-its-date',
    async play(running) {
      const id = await toDocuments(running, { opensOn: '2099-01-01' });
      await complete(running, id);
      await signAll(running, id);
      await task(running, id, 'CONTRESIGNER', 'countersign');
      await untilState(running, id, 'PRET_A_OUVRIR');
      return id;
    },
  },
  {
    name: 'esatOnboarding-inactive',
    async play(running) {
      const esat = {
        knownInMcp: false,
        knownInHabtiers: true,
        activeInHabtiers: null,
        conventionNumber: null,
        conventionSiret: null,
        conventionMode: null,
      };
      const id = await startDossier(running, { partner: partner(), esat });
      await task(running, id, 'VERIFIER_ACTIVITE', 'inactive');
      await ended(running, id);
      return id;
    },
  },
  {
    name: 'esatOnboarding-siret-blocked-then-corrected',
    async play(running) {
      const id = await toDocuments(running);
      await complete(running, id, inventedSiret(++count));
      await untilState(running, id, 'BLOQUE_SIRET');
      const dossier = await running.database.process.findUniqueOrThrow({ where: { id } });
      await complete(running, id, dossier.businessKey);
      await send(running, id, { type: 'cancel', reason: 'fin' }, AGENT);
      await ended(running, id);
      return id;
    },
  },
  {
    name: 'esatOnboarding-reminded-and-abandoned',
    policy: SOON,
    async play(running) {
      const id = await startDossier(running, { partner: partner() });
      await ended(running, id);
      return id;
    },
  },
  {
    name: 'conventionnement-opened',
    async play(running) {
      const id = await conventionnement(running);
      await complete(running, id);
      await signAll(running, id);
      await task(running, id, 'CONTRESIGNER', 'countersign');
      await ended(running, id);
      return id;
    },
  },
  {
    name: 'conventionnement-returned-and-cancelled',
    async play(running) {
      const id = await conventionnement(running);
      await complete(running, id);
      await signAll(running, id);
      await task(running, id, 'CONTRESIGNER', 'return', { reason: 'à revoir' });
      await send(running, id, { type: 'cancel', reason: 'fin' }, AGENT, undefined, 'conventionnement');
      await ended(running, id);
      return id;
    },
  },
  {
    name: 'afterwards-convention-closed',
    async play(running) {
      const id = await conventionnement(running);
      await complete(running, id);
      await signAll(running, id);
      await task(running, id, 'CONTRESIGNER', 'countersign');
      await ended(running, id);
      const convention = await running.database.document.findFirstOrThrow({
        where: { processId: id, kind: 'CONVENTION' },
      });
      await eventually(
        'workflow closed',
        async () => (await running.client.workflow.getHandle(id).describe()).status.name === 'COMPLETED',
      );
      await send(
        running,
        id,
        { type: 'close', documentId: convention.id, reason: 'Cessation' },
        AGENT,
        undefined,
        'conventionnement',
      );
      const command = await running.database.command.findFirstOrThrow({
        where: { processId: id, act: { path: ['type'], equals: 'close' } },
      });
      return `afterwards-${command.id}`;
    },
  },
  {
    name: 'accessRequest-accepted',
    async play(running) {
      const id = await request(running);
      await examine(running, id, 'accept', { profiles: ['T2'] });
      await ended(running, id);
      return id;
    },
  },
  {
    name: 'accessRequest-refused',
    async play(running) {
      const id = await request(running);
      await examine(running, id, 'refuse', { reasons: { T2: 'SANS_SUBVENTION' } });
      await ended(running, id);
      return id;
    },
  },
  {
    name: 'accessRequest-unanswered',
    policy: SOON,
    async play(running) {
      const id = await request(running);
      await examine(running, id, 'ask', { what: 'le nombre de professionnels' });
      await ended(running, id);
      return id;
    },
  },
];
