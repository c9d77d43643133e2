import type { z } from 'zod';
import type { Person } from '../adapters/identity/sessions.ts';
import { insertControl } from '../adapters/store/case/annualControl.ts';
import { namesOf } from '../adapters/store/queries/names.ts';
import { partnerById } from '../adapters/store/queries/partners.ts';
import { type ProcessRow, processById } from '../adapters/store/queries/processes.ts';
import type { Titre } from '../domain/account/types.ts';
import { evidenceOf, proofFaults } from '../domain/annualControl/items.ts';
import type { ControlItem } from '../domain/annualControl/types.ts';
import { acceptedFile } from '../domain/attachment/mediaType.ts';
import { DomainError, invalid } from '../domain/errors.ts';
import { parisDate } from '../domain/policy/calendar.ts';
import { filesOver } from '../domain/policy/retention.ts';
import { actorOf, mayAct, mayRead, notFound } from './access.ts';
import { beginCase, caseRow } from './cases.ts';
import { perform } from './perform.ts';
import type { Call } from './route.ts';
import { type annualControlOut, controlFacts, presentControl } from './shapes/annualControl.ts';

type Asking = Call<unknown, unknown, unknown, Person>;

/** Begins a control of a partner of one's own Caf and starts its process; the year is one that has begun. Returns the process id. */
export async function startControl(
  call: Asking,
  partnerId: string,
  wished: { year: number; sampleSize: number },
): Promise<string> {
  const { deps, person, ip, at } = call;
  const partner = mayAct(person, await partnerById(deps.db, partnerId));
  if (wished.year > Number(parisDate(at).slice(0, 4)))
    throw invalid([{ path: 'year', code: 'ANNEE_A_VENIR', message: "Cette année n'a pas commencé.", rule: 'TIME-3' }]);
  const context = { actor: actorOf(person, ip), at, policy: deps.policy };
  return beginCase(call, 'annualControl', (tx) => insertControl(tx, partner.id, wished, context));
}

/** A control that this person may read: the Caf that manages the partner, an administrateur of it. */
export async function readableControl(call: Asking, id: string): Promise<ProcessRow> {
  const row = await caseRow(call, 'annualControl', id);
  return mayRead(call.person, row);
}

export async function controlView({ deps, at }: Asking, row: ProcessRow): Promise<z.input<typeof annualControlOut>> {
  const purged = filesOver(row.closedAt, deps.policy.retention, at);
  return presentControl(row, await namesOf(deps.db, controlFacts(row).people), purged, at);
}

/** The file given for an item of a readable control, until its term is over (S7). */
export async function controlFile(call: Asking, id: string, itemId: string) {
  const { deps, at } = call;
  const row = await readableControl(call, id);
  const { about, proof } = itemOf(row, itemId);
  if (proof?.attachmentId == null || filesOver(row.closedAt, deps.policy.retention, at)) throw notFound();
  const file = await deps.attachments.open(proof.attachmentId);
  if (file === null) throw notFound();
  return { about, file };
}

function itemOf(row: ProcessRow, itemId: string): ControlItem {
  const item = controlFacts(row).items.find((one) => one.id === itemId);
  if (item === undefined) throw notFound();
  return item;
}

interface Given {
  numeroInstructeur: string | null;
  titre: Titre | null;
}

/** Evidence by the administrateur: its file is kept sealed first; one that the process refuses, or that is replaced, is forgotten. */
export async function giveProof(call: Asking, id: string, itemId: string, given: Given): Promise<ProcessRow> {
  const { deps, person, ip, at } = call;
  const { about, proof: before } = itemOf(await readableControl(call, id), itemId);
  const faults = proofFaults(about, { ...given, file: call.file !== null });
  if (faults.length > 0) throw invalid(faults);
  const kind = about === 'T1' ? 'DIPLOME' : 'TITRE';
  const attachmentId = evidenceOf(about).file
    ? await deps.attachments.keep(acceptedFile(call.file, 'la pièce'), { processId: id, kind, addedBy: person.id }, at)
    : null;
  const act = { type: 'giveProof', itemId, attachmentId, ...given } as const;
  try {
    await perform(call, { id, type: 'annualControl' }, act, actorOf(person, ip));
  } catch (error) {
    const refused = error instanceof DomainError && error.code !== 'NON_CONFIRME';
    if (refused) await forget(call, id, attachmentId);
    throw error;
  }
  await forget(call, id, before?.attachmentId ?? null);
  return readableControl(call, id);
}

/** A file that no item of the control rests on. */
async function forget({ deps }: Asking, id: string, attachmentId: string | null): Promise<void> {
  const row = await processById(deps.db, id);
  if (row === null || attachmentId === null) return;
  if (controlFacts(row).items.every(({ proof }) => proof?.attachmentId !== attachmentId))
    await deps.attachments.drop(attachmentId);
}
