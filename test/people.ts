import { randomBytes } from 'node:crypto';
import { signedHash } from '../adapters/files/signedHash.ts';
import { createSeal } from '../adapters/identity/sealed.ts';
import { insertDossier } from '../adapters/store/dossier/startProcess.ts';
import { createPeople } from '../adapters/store/people/people.ts';
import { insertUserImport } from '../adapters/store/people/userImport.ts';
import type { Transaction } from '../adapters/store/prisma.ts';
import type { Actor } from '../domain/decision/actor.ts';
import type { EsatAct } from '../domain/esatOnboarding/acts.ts';
import type { DossierRequest } from '../domain/kinds.ts';
import type { PeopleAct } from '../domain/people/acts.ts';
import type { CommandOutcome, ProcessType } from '../domain/process/types.ts';
import { AGENT, ELIGIBILITY_FORM, newDossier, PARTNER } from './builders/dossier.ts';
import { eventually, type Running, TEST_KEYS } from './running.ts';

/** A SIRET that nobody has: SIREN prefix 9999, both keys right. */
export function inventedSiret(seed: number): string {
  return establishment(withKey(`9999${String(seed % 10_000).padStart(4, '0')}`), 1);
}

/** The SIRET of an establishment of the same SIREN, its key right. */
export function establishment(siret: string, number: number): string {
  return withKey(`${siret.slice(0, 9)}${String(number).padStart(4, '0')}`);
}

function withKey(body: string): string {
  for (let digit = 0; digit < 10; digit += 1) if (luhn(`${body}${digit}`)) return `${body}${digit}`;
  throw new Error('no key');
}

function luhn(digits: string): boolean {
  let sum = 0;
  for (const [index, character] of [...digits].reverse().entries()) {
    const doubled = Number(character) * (index % 2 === 1 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Inserts a dossier, starts its process and waits until it has taken its first step. */
export async function startDossier(running: Running, over: Partial<DossierRequest> = {}): Promise<string> {
  const id = await running.database.$transaction((tx) => insertDossier(tx, newDossier(over), new Date()));
  await running.gateway.start({ type: over.type ?? 'esatOnboarding', processId: id });
  return id;
}

export async function stateOf(running: Running, processId: string): Promise<string> {
  return (await running.database.process.findUniqueOrThrow({ where: { id: processId } })).state;
}

export function untilState(running: Running, processId: string, state: string): Promise<boolean> {
  return eventually(`${processId} in ${state}`, async () => (await stateOf(running, processId)) === state);
}

/** The process has taken its first step. */
export function untilBegun(running: Running, processId: string): Promise<Date> {
  const find = () => running.database.process.findUniqueOrThrow({ where: { id: processId } });
  return eventually(`first step of ${processId}`, async () => (await find()).workflowStartedAt);
}

export function untilEnded(running: Running, processId: string): Promise<Date> {
  const find = () => running.database.process.findUniqueOrThrow({ where: { id: processId } });
  return eventually(`end of ${processId}`, async () => (await find()).closedAt);
}

/** Sends an act as the API does. */
export function send(
  running: Running,
  processId: string,
  act: EsatAct,
  actor: Actor,
  key = randomBytes(8).toString('hex'),
  type: ProcessType = 'esatOnboarding',
): Promise<CommandOutcome> {
  return running.commands.send({ processId, type, act, actor, key, bodyHash: JSON.stringify(act) });
}

export async function task(
  running: Running,
  processId: string,
  kind: string,
  outcome: string,
  fields: Record<string, unknown> = {},
): Promise<CommandOutcome> {
  const found = await eventually(`task ${kind} of ${processId}`, () =>
    running.database.task.findFirst({ where: { processId, kind, state: 'OUVERTE' } }),
  );
  return send(running, processId, { type: 'completeTask', taskId: found.id, outcome, fields }, AGENT);
}

export async function complete(
  running: Running,
  processId: string,
  siret?: string,
  email = 'paul.reyne@tilleuls.example',
): Promise<CommandOutcome> {
  const bulletin = await running.database.document.findFirstOrThrow({ where: { processId, kind: 'BULLETIN' } });
  return send(
    running,
    processId,
    {
      type: 'complete',
      documentId: bulletin.id,
      content: {
        raisonSociale: 'ESAT inventé',
        siret: siret ?? bulletin.siret,
        roles: (bulletin.content as { roles: string[] }).roles,
        departments: (bulletin.content as { departments: string[] }).departments,
        administrateur: { firstName: 'Paul', lastName: 'Reyne', email },
        signatory: { name: 'Anne Roy', function: 'Directrice' },
      },
    },
    PARTNER,
  );
}

/** The documents that wait for a signature, as they are shown to who signs. */
export async function documentsShown(running: Running, processId: string) {
  const documents = await running.database.document.findMany({
    where: { processId, state: 'A_SIGNER' },
    orderBy: { id: 'asc' },
  });
  return documents.map((document) => ({ id: document.id, version: document.version, hash: signedHash(document) }));
}

export async function signAll(running: Running, processId: string, key?: string): Promise<CommandOutcome> {
  const documents = await documentsShown(running, processId);
  const act: EsatAct = { type: 'sign', documents, name: 'Anne Roy', function: 'Directrice' };
  return send(running, processId, act, PARTNER, key);
}

export const ELIGIBILITY: EsatAct = {
  type: 'fillEligibility',
  form: ELIGIBILITY_FORM,
};

/** The administrateur, who has chosen a password (a fact of the test), makes the Esat group with himself in charge, and gives it its role. */
export async function makeGroup(running: Running, processId: string): Promise<void> {
  const { partnerId, act } = await administrateurOf(running, processId);
  const { id: userId } = await running.database.user.update({
    where: { id: (await administrateur(running, partnerId)).id },
    data: { passwordHash: 'x', state: 'ACTIF' },
  });
  const group = { service: 'ESAT', code: 'ESAT1', label: 'Esat', profile: null, parentId: null } as const;
  const groupId = await act({ type: 'createGroup', ...group, manager: { userId } });
  await act({ type: 'attachRole', groupId, role: 'ESAT' });
  await looked(running, processId);
}

/** … and puts himself into it. */
export async function joinGroup(running: Running, processId: string): Promise<void> {
  const { partnerId, act } = await administrateurOf(running, processId);
  const { id: groupId } = await running.database.group.findFirstOrThrow({ where: { partnerId, service: 'ESAT' } });
  await act({ type: 'addMember', groupId, userId: (await administrateur(running, partnerId)).id });
  await looked(running, processId);
}

async function administrateurOf(running: Running, processId: string) {
  const { partnerId } = await running.database.process.findUniqueOrThrow({ where: { id: processId } });
  if (partnerId === null) throw new Error('no partner');
  const { id } = await administrateur(running, partnerId);
  const people = createPeople(running.database, {
    policy: running.policy,
    seal: createSeal(TEST_KEYS),
    mailboxOf: (caf) => `agent@caf${caf}.example`,
  });
  const actor = { id, role: 'administrateur', label: 'Administrateur', ip: null, caf: null } as const;
  return { partnerId, act: (act: PeopleAct) => people.act(partnerId, act, actor, new Date()) };
}

const administrateur = (running: Running, partnerId: string) =>
  running.database.user.findFirstOrThrow({ where: { partnerId, administrateurSince: { not: null } } });

/** What the sweep does in the worker: tells the dossier that people have changed. */
async function looked(running: Running, processId: string): Promise<void> {
  const told = await running.database.command.findMany({
    where: { processId, act: { path: ['type'], equals: 'look' }, doneAt: null },
  });
  for (const { id } of told) await running.gateway.deliver({ type: 'esatOnboarding', processId, commandId: id });
}

/** An import of `count` invented people by the administrateur of the one open partner; its process is not started. */
export async function importedPeople(tx: Transaction, count: number): Promise<string> {
  const claire = await tx.user.findFirstOrThrow({ where: { administrateurSince: { not: null } } });
  const partner = await tx.partner.findUniqueOrThrow({ where: { id: claire.partnerId ?? '' } });
  const actor = { id: claire.id, role: 'administrateur' as const, label: 'Claire Aubert', ip: null, caf: null };
  const judged = Array.from({ length: count }, (_, index) => ({
    row: index + 2,
    verdict: 'accepted' as const,
    reasons: [],
    groupIds: [],
    input: {
      firstName: 'Ana',
      lastName: `Import ${index}`,
      email: `ana.import${index}@peupliers.example`,
      phone: null,
      qualification: null,
      numeroInstructeur: null,
      codeBailleur: null,
      titre: null,
      workplaceSocialWorker: false,
    },
  }));
  return insertUserImport(tx, partner, judged, actor, null, new Date());
}
