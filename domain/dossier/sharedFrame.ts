import { note } from './desk.ts';
import { live, openDocuments } from './documents.ts';
import { fire } from './fire.ts';
import { FRAME, isFrame, lostFrame } from './frame.ts';
import type { Desk } from './kind.ts';
import { mailDocuments } from './mails.ts';
import { draftAndSend } from './plan.ts';
import type { ServiceFacts } from './types.ts';

/** CONV-6, DEL-12: one convention and one contrat for all dossiers of a partner, whichever of them gets there first and whichever is given up. */
export function keepOneFrame(desk: Desk<ServiceFacts>): void {
  giveWay(desk);
  takeOver(desk);
  hangOnLive(desk);
}

/** Another convention has come into force beside the one of this dossier: this one is not needed any more, and what is signed stands. */
function giveWay(desk: Desk): void {
  const { dossier } = desk;
  const held = (kind: string) => dossier.inForce.some((one) => one.kind === kind && one.state === 'ACTIF');
  if (!FRAME.every(held)) return;
  const needless = openDocuments(dossier).filter((one) => isFrame(one) && one.replacesId === null);
  for (const document of needless) fire(desk, document, 'withdraw', { as: 'process', reason: NEEDLESS });
}

const NEEDLESS = 'Une convention de ce partenaire est entrée en vigueur entre-temps : le dossier s’y rattache.';

/** The dossier whose convention this one had joined was given up: it makes the convention itself, in the same mode. */
function takeOver(desk: Desk<ServiceFacts>): void {
  const { dossier } = desk;
  if (!lostFrame(dossier)) return;
  const { missions, departments, delegationMode, modeUnderWay } = dossier.facts;
  const former = dossier.frames.find(({ kind }) => kind === 'CONTRAT')?.content.delegationMode;
  const planned = { service: null, replaces: null };
  const drafted = draftAndSend(desk, [
    { ...planned, kind: 'CONVENTION', content: { missions, departments } },
    { ...planned, kind: 'CONTRAT', content: { delegationMode: former ?? delegationMode ?? modeUnderWay ?? 'DELEGUE' } },
  ]);
  note(desk, 'dossier.frame', 'La convention de l’autre dossier est abandonnée : celui-ci en prépare une', {
    rule: 'DEL-12',
  });
  mailDocuments(desk, drafted);
}

/** CONV-9: contrat and bulletins on their way point at the frame that will carry them. */
function hangOnLive({ dossier }: Desk): void {
  const [convention, contrat] = FRAME.map((kind) => live(dossier, kind)?.id ?? null);
  for (const document of openDocuments(dossier)) {
    if (document.kind !== 'CONVENTION') document.conventionId = convention ?? document.conventionId;
    if (document.kind === 'BULLETIN') document.contratId = contrat ?? document.contratId;
  }
}
