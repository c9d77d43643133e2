import { waitsForPartner } from '../document/types.ts';
import type { Desk } from '../dossier/kind.ts';
import { link, mailDocuments, organisme, step, toPartner } from '../dossier/mails.ts';
import { displaySiret } from '../formats/siret.ts';
import type { SiretCorrectionFacts as Facts } from './types.ts';

/** MAIL-90: the Caf asks for the SIRET. */
export function mailQuestion(desk: Desk<Facts>): void {
  toPartner(desk, `MAIL-90:${step(desk)}`, {
    template: 'MAIL-90',
    organisme: organisme(desk),
    question: desk.dossier.facts.correction.question?.text ?? '',
    link: link(desk),
  });
}

/** MAIL-25: another SIREN is agreed by an avenant to be signed (ESAT-21). */
export function mailAvenant(desk: Desk<Facts>): void {
  mailDocuments(desk, desk.dossier.documents.filter(waitsForPartner));
}

/** MAIL-91: the convention bears another SIRET from now on, or the former one again (CONV-16). */
export function mailCorrected(desk: Desk<Facts>, what: 'CORRIGE' | 'ANNULE', from: string, to: string): void {
  toPartner(desk, `MAIL-91:${step(desk)}`, {
    template: 'MAIL-91',
    organisme: organisme(desk),
    what,
    from: displaySiret(from),
    to: displaySiret(to),
    link: link(desk),
  });
}

/**
 * MAIL-92: corrections wait for the Caf; to the Caf itself, or to whoever launched the reopening. One mail a day and addressee however many
 * wait: it is the reopening's, and its key makes it one.
 */
export function mailDigest(desk: Desk<Facts>, audience: 'CAF' | 'LANCEUR' | 'FIN', day: string): void {
  const { dossier } = desk;
  const { reopeningId } = dossier.facts.correction;
  const launchedBy = dossier.tuteur?.reopening.launchedBy ?? null;
  if (audience === 'LANCEUR' && launchedBy === null) return;
  const to =
    audience === 'LANCEUR' && launchedBy !== null
      ? { to: launchedBy.email, toName: launchedBy.name }
      : { to: desk.mailboxOf(dossier.caf), toName: `Caf ${dossier.caf}` };
  desk.mails.push({
    key: `MAIL-92:${audience}:${audience === 'LANCEUR' ? '' : dossier.caf}:${day}`,
    ...to,
    processId: reopeningId,
    params: {
      template: 'MAIL-92',
      audience,
      caf: dossier.caf,
      link: { kind: 'page', path: `/tuteurs/reouvertures/${encodeURIComponent(reopeningId)}/corrections` },
    },
  });
}
