import { dropEveryTask, note } from './desk.ts';
import { openDocuments } from './documents.ts';
import { fire } from './fire.ts';
import { whyHopeless } from './ground.ts';
import type { Desk } from './kind.ts';
import { mailEnd } from './mails.ts';
import { giveUpOpenings, hasOpened, openingIsOver } from './opening.ts';

/** Ends a dossier early: what is open is withdrawn, what is in force stays, everyone concerned is told. */
export function endDossier(desk: Desk, end: string, reason: string): void {
  const { dossier, kind } = desk;
  for (const document of openDocuments(dossier)) fire(desk, document, 'withdraw', { as: 'process', reason });
  dropEveryTask(desk);
  giveUpOpenings(desk, reason);
  dossier.endedAs = end;
  dossier.facts.endReason = reason;
  dossier.linkVersion += 1;
  note(desk, 'dossier.end', `Dossier terminé : ${reason}`, { after: { state: end } });
  mailEnd(desk, kind.ends[end]?.words ?? end, reason);
}

/** Someone gives the dossier up: with its service open it is not abandoned, only followed no more; what is in force stays. */
export function giveUp(desk: Desk, reason: string): void {
  endDossier(desk, hasOpened(desk.dossier) ? endOnceOpen(desk) : 'ABANDONNE', reason);
}

/** Nothing can open any more: the dossier ends, what is in force stays. */
export function endWhenHopeless(desk: Desk): void {
  if (hasOpened(desk.dossier)) return;
  const why = whyHopeless(desk.dossier, desk.kind.resting ?? null);
  if (why !== null) endDossier(desk, 'ABANDONNE', why);
}

/**
 * What this dossier opened was closed meanwhile (CONV-13): nothing is left to set up, and who closed it has told everyone. A service that
 * another convention carries on (DEL-5) still wants its group and first user.
 */
export function endWhenClosed(desk: Desk): void {
  const { dossier } = desk;
  if (!hasOpened(dossier) || !openingIsOver(dossier)) return;
  dossier.endedAs = endOnceOpen(desk);
  dropEveryTask(desk);
  note(desk, 'dossier.end', "Dossier terminé : le service qu'il a ouvert a été fermé", { rule: 'CONV-13' });
}

function endOnceOpen({ kind: { type, endOnceOpen: end } }: Desk): string {
  if (end === undefined) throw new Error(`${type} opens no service`);
  return end;
}
