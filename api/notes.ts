import type { z } from 'zod';
import type { Person } from '../adapters/identity/sessions.ts';
import { dropNote, keepNote, type Note, noteById } from '../adapters/store/dossier/notes.ts';
import { type ProcessRow, processById } from '../adapters/store/queries/processes.ts';
import { acceptedFile } from '../domain/attachment/mediaType.ts';
import { DomainError, invalid, missing } from '../domain/errors.ts';
import { filesOver } from '../domain/policy/retention.ts';
import { actorOf, hasRole, mayAct, mayRead, notFound } from './access.ts';
import { seededId } from './idempotency.ts';
import { journal } from './perform.ts';
import type { Call } from './route.ts';
import { iso } from './shapes/common.ts';
import type { noteOut } from './shapes/note.ts';

type Asking = Call<unknown, unknown, unknown, Person>;

/** Where a note may be read: a dossier that this agent reads, until the term of what is joined to it is over (S7). */
export async function notedDossier(
  { deps, person, at }: Asking,
  id: string,
): Promise<{ row: ProcessRow; over: boolean }> {
  const row = mayRead(person, await processById(deps.db, id));
  return { row, over: filesOver(row.closedAt, deps.policy.retention, at) };
}

/** A note of a dossier that is managed by one's own Caf: a text, a file, or both. Throws CHAMP_OBLIGATOIRE where there is neither. */
export async function addNote(call: Asking, id: string, text: string): Promise<Note> {
  const { deps, person, ip, at, file } = call;
  const process = mayAct(person, await processById(deps.db, id));
  if (text === '' && file === null) throw invalid([missing('text', 'Écrivez une note, ou joignez un fichier.')]);
  const about = { processId: process.id, kind: 'NOTE', addedBy: person.id };
  const attachmentId = file === null ? null : await deps.attachments.keep(acceptedFile(file, 'le fichier'), about, at);
  const noteId = seededId(call, `note\n${process.id}`);
  await deps.db.$transaction(async (tx) => {
    const kept = { id: noteId, processId: process.id, text, attachmentId, createdBy: person.id, createdAt: at };
    await keepNote(tx, deps.seal, kept);
    const label = attachmentId === null ? 'Note ajoutée' : 'Note ajoutée, avec un fichier';
    await journal(
      tx,
      { action: 'note.add', entity: 'note', entityId: noteId, label },
      { at, actor: actorOf(person, ip), processId: process.id, caf: process.caf },
    );
  });
  return noteOf(call, process.id, noteId);
}

/** Takes a note away, with its file: its author, or an administrator of the Caf. What it said is in no journal. */
export async function withdrawNote(call: Asking, id: string, noteId: string): Promise<void> {
  const { deps, person, ip, at } = call;
  const process = mayAct(person, await processById(deps.db, id));
  const note = await noteOf(call, process.id, noteId);
  if (!mayWithdraw(person, note))
    throw new DomainError(
      'ACTION_NON_PERMISE',
      'Une note est retirée par qui l’a écrite, ou par un administrateur de la Caf.',
    );
  const file = await deps.db.$transaction(async (tx) => {
    const left = await dropNote(tx, process.id, noteId);
    await journal(
      tx,
      { action: 'note.withdraw', entity: 'note', entityId: noteId, label: 'Note retirée' },
      { at, actor: actorOf(person, ip), processId: process.id, caf: process.caf },
    );
    return left;
  });
  if (file !== null) await deps.attachments.drop(file);
}

/** A note of this dossier, or 404. */
export async function noteOf({ deps }: Asking, processId: string, id: string): Promise<Note> {
  const note = await noteById(deps.db, deps.seal, processId, id);
  if (note === null) throw notFound();
  return note;
}

export function presentNote({ id, text, file, by, at }: Note, person: Person, mine: boolean): z.input<typeof noteOut> {
  return {
    ...{ id, text, by: by.name, at: iso(at) },
    file: file === null ? null : { name: file.name, mediaType: file.mediaType, size: file.size },
    withdrawable: mine && mayWithdraw(person, { by }),
  };
}

const mayWithdraw = (person: Person, { by }: Pick<Note, 'by'>): boolean =>
  by.id === person.id || hasRole(person, 'cafAdmin');
