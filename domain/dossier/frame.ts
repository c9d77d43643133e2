import { type ContractDocument, isOpen } from '../document/types.ts';
import { everyDocument, live, openDocuments } from './documents.ts';
import type { Dossier } from './types.ts';

/** The frame of a dossier: the convention and the contrat under which its bulletins are signed, which several dossiers may share (DEL-12). */
export const FRAME = ['CONVENTION', 'CONTRAT'] as const;

export function isFrame({ kind }: ContractDocument): boolean {
  return kind === 'CONVENTION' || kind === 'CONTRAT';
}

/** Its documents hang on a convention or contrat of another dossier that was given up before it ever came into force. */
export function lostFrame(dossier: Dossier): boolean {
  const gone = new Set(dossier.frames.filter((one) => !isOpen(one) && one.activatedAt === null).map(({ id }) => id));
  const hangs = ({ conventionId, contratId }: ContractDocument) =>
    gone.has(conventionId ?? '') || gone.has(contratId ?? '');
  return openDocuments(dossier).some(hangs) && FRAME.some((kind) => live(dossier, kind) === undefined);
}

/** The frame is another dossier's and on its way: this one's documents are signed, and wait for it (CONV-8). */
export function awaitsFrame(dossier: Dossier): boolean {
  const frame = FRAME.map((kind) => live(dossier, kind));
  return frame.some((one) => one !== undefined && one.state !== 'ACTIF' && dossier.frames.includes(one));
}

/** A convention or contrat of this dossier came into force, or never will: the dossiers that joined it go on with it, or without (DEL-12). */
export function frameSettled(before: Dossier, after: Dossier): boolean {
  const was = new Map(everyDocument(before).map((document) => [document.id, document]));
  return after.documents.some((document) => {
    const former = was.get(document.id);
    return isFrame(document) && former !== undefined && isOpen(former) && !isOpen(document);
  });
}
