import { type ContractDocument, isOpen } from '../document/types.ts';
import { everyDocument, live, openDocuments } from './documents.ts';
import { lostFrame } from './frame.ts';
import type { Dossier } from './types.ts';

/**
 * Why nothing of this dossier can come into force any more, or null: its own frame or every bulletin is given up, or what it rests on was
 * closed. `resting`: words for what rests on the convention from the first day on.
 */
export function whyHopeless(dossier: Dossier, resting: string | null): string | null {
  const ended = dossier.documents.find(isDead);
  const bulletins = dossier.documents.filter((document) => document.kind === 'BULLETIN');
  if (frameGivenUp(dossier) || (bulletins.length > 0 && bulletins.every(isDead)))
    return ended?.reason ?? 'Documents abandonnés';
  return groundLost(dossier, resting);
}

/** A convention or contrat that was in force is so no more: what rests on it looks again. */
export function groundClosed(before: Dossier, after: Dossier): boolean {
  const left = new Map(everyDocument(after).map(({ id, state }) => [id, state]));
  return everyDocument(before).some(
    ({ id, kind, state }) =>
      (kind === 'CONVENTION' || kind === 'CONTRAT') && state === 'ACTIF' && left.get(id) !== 'ACTIF',
  );
}

/** Without a live convention, contrat, annexe or avenant it needs, nothing can open. One that another made needless is not missed (DEL-12). */
function frameGivenUp(dossier: Dossier): boolean {
  const { documents } = dossier;
  const replacedElsewhere = ({ kind, replacesId }: ContractDocument) =>
    (kind === 'CONVENTION' || kind === 'CONTRAT') &&
    replacesId === null &&
    dossier.inForce.some((other) => other.kind === kind && other.state === 'ACTIF');
  const succeeded = (document: ContractDocument) =>
    replacedElsewhere(document) ||
    documents.some(
      (other) =>
        other !== document && other.kind === document.kind && other.service === document.service && !isDead(other),
    );
  return documents.some(
    (document) =>
      isDead(document) &&
      !succeeded(document) &&
      (document.kind === 'CONVENTION' ||
        document.kind === 'CONTRAT' ||
        document.kind === 'ANNEXE_3' ||
        document.content.avenant?.object === 'VERIFICATION_MISSION_ESAT'),
  );
}

/** Closed elsewhere meanwhile: a contrat, avenant or annexe 3 rests on the convention, a bulletin on the contrat too (CONV-9). */
function groundLost(dossier: Dossier, resting: string | null): string | null {
  if (lostFrame(dossier)) return null; // given up before it was in force: this dossier makes its own (DEL-12)
  const open = openDocuments(dossier);
  const onConvention = resting !== null || open.some(({ kind }) => kind !== 'CONVENTION');
  const onContrat = open.some(({ kind }) => kind === 'BULLETIN');
  const what = resting ?? 'ce qui est à signer';
  const lost = (subject: string) => `${subject} n'est plus en vigueur, ${what} ne peut plus s'y rattacher.`;
  if (onConvention && live(dossier, 'CONVENTION') === undefined) return lost('La convention');
  return onContrat && live(dossier, 'CONTRAT') === undefined ? lost('Le contrat de services') : null;
}

function isDead(document: ContractDocument): boolean {
  return !isOpen(document) && document.state !== 'ACTIF';
}
