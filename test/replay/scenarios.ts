import type { DEFAULT_POLICY } from '../../domain/policy/policy.ts';
import { AGENT, newDossier, PARTNER } from '../builders/dossier.ts';
import {
  complete,
  ELIGIBILITY,
  inventedSiret,
  joinGroup,
  makeGroup,
  send,
  signAll,
  startDossier,
  task,
  untilEnded,
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

/** Delays under which nobody answers */
export const SOON = { rem1: [300], rem1EndMs: 900, rem3: [300], rem3TaskMs: 500, rem3EndMs: 900, quietHours: null };

/** Dossiers, from their start to their end, branch by branch. */
export const SCENARIOS: readonly Scenario[] = [
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
      await untilEnded(running, id);
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
      await untilEnded(running, id);
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
      await untilEnded(running, id);
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
      await untilEnded(running, id);
      return id;
    },
  },
  {
    name: 'esatOnboarding-reminded-and-abandoned',
    policy: SOON,
    async play(running) {
      const id = await startDossier(running, { partner: partner() });
      await untilEnded(running, id);
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
      await untilEnded(running, id);
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
      await untilEnded(running, id);
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
      await untilEnded(running, id);
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
];
