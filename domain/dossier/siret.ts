import { type ContractDocument, isOpen, waitsForPartner } from '../document/types.ts';
import { invalid } from '../errors.ts';
import { displaySiret, parseSiret } from '../formats/siret.ts';
import { shiftOutOfQuietHours } from '../policy/calendar.ts';
import { dropTask, ensureTask } from './desk.ts';
import { conventionSiret, live, siretAvenant, siretMismatches } from './documents.ts';
import { fire } from './fire.ts';
import type { DeadlineRule, Desk } from './kind.ts';
import { mailDocuments, mailReturned, mailSiretBlocked } from './mails.ts';
import { draftAndSend } from './plan.ts';
import { siretsDiffer } from './siretDiffers.ts';
import type { ServiceFacts } from './types.ts';

/**
 * CONV-17, ESAT-20: while a bulletin bears another SIRET than the convention, it does not advance, and somebody is to act. Each answer of
 * the partner that is still wrong is a block of its own: the Caf is told of it and has its task again.
 */
export function watchSiret(desk: Desk<ServiceFacts>): void {
  const { dossier, at } = desk;
  const { facts } = dossier;
  sendBackMismatches(desk);
  const wrong = siretMismatches(dossier);
  const [bulletin] = wrong;
  if (bulletin === undefined) {
    facts.siretBlock = null;
    dropTask(desk, 'CORRIGER_SIRET');
    return;
  }
  const since = facts.siretBlock === null ? null : new Date(facts.siretBlock.since);
  if (since !== null && !wrong.some(({ completedAt }) => completedAt !== null && completedAt > since)) return;
  facts.siretBlock = { since: at.toISOString(), reminders: 0 };
  dropTask(desk, 'CORRIGER_SIRET'); // its words speak of the answer before
  ensureTask(desk, 'CORRIGER_SIRET', `${siretsDiffer(bulletin.siret, conventionSiret(dossier))} : ouverture bloquée.`);
  mailSiretBlocked(desk, bulletin.siret, conventionSiret(dossier) ?? '');
}

/** The convention's SIRET is to be another, or no other any more: what was completed for the one before waits for its correction. */
function sendBackMismatches(desk: Desk): void {
  const expected = conventionSiret(desk.dossier);
  if (expected === undefined) return;
  for (const document of desk.dossier.documents)
    if (
      document.kind === 'BULLETIN' &&
      (document.state === 'A_SIGNER' || document.state === 'SIGNE_PARTENAIRE') &&
      document.siret !== expected
    )
      fire(desk, document, 'return', {
        as: 'process',
        reason: `Le SIRET du bulletin n'est plus celui de la convention : ${displaySiret(expected)}.`,
      });
}

/** REM-12: the Caf is reminded of a block. */
export const SIRET_REMINDER: DeadlineRule<ServiceFacts> = {
  of: ({ dossier, policy }) => {
    const { siretBlock } = dossier.facts;
    const delay = siretBlock === null ? undefined : policy.rem12[siretBlock.reminders];
    if (siretBlock === null || delay === undefined) return [];
    const at = new Date(new Date(siretBlock.since).getTime() + delay);
    return [{ at: shiftOutOfQuietHours(at, delay, null, policy.quietHours), what: 'remindSiret', rule: 'REM-12' }];
  },
  fall: (desk) => {
    const { dossier } = desk;
    if (dossier.facts.siretBlock !== null) dossier.facts.siretBlock.reminders += 1;
    mailSiretBlocked(desk, siretMismatches(dossier)[0]?.siret ?? '', conventionSiret(dossier) ?? '');
  },
};

/** ESAT-21, first way: the partner corrects its bulletin; the reminder clock starts again. */
export function askSiretAgain(desk: Desk): void {
  askCorrection(desk, siretMismatches(desk.dossier), conventionSiret(desk.dossier) ?? '');
}

function askCorrection(desk: Desk, bulletins: readonly ContractDocument[], expected: string): void {
  if (bulletins.length === 0) return;
  for (const bulletin of bulletins) {
    bulletin.partnerSince = desk.at;
    bulletin.remindersSent = 0;
  }
  mailReturned(desk, bulletins, `Le SIRET du bulletin doit être celui de la convention : ${displaySiret(expected)}.`);
}

/**
 * ESAT-21, second way: the convention takes the SIRET of the bulletin, then the check is replayed: by an avenant `CORRECTION_SIRET`, or in a
 * new version of what the partner has not signed yet. Its SIRET is one that the partner wrote; a bulletin that bears another one, be it the
 * former, is corrected by the partner, and waits for that from now on.
 */
export function correctConventionSiret(desk: Desk<ServiceFacts>, wanted: string): void {
  const { dossier } = desk;
  const siret = parseSiret(wanted);
  if (!siret.ok) throw invalid([{ ...siret.fault, path: 'siret' }]);
  const wrong = siretMismatches(dossier);
  if (!wrong.some((bulletin) => bulletin.siret === siret.value)) {
    const written = [...new Set(wrong.map((bulletin) => bulletin.siret))].join(', ');
    throw invalid([
      {
        path: 'siret',
        code: 'SIRET_DIFFERENT',
        message: `La convention prend le SIRET que le partenaire a écrit au bulletin : ${written}. Pour un autre, demandez-lui de corriger le bulletin.`,
        rule: 'ESAT-21',
      },
    ]);
  }
  const corrected = rewriteUnsigned(desk, siret.value) ?? draftAvenant(desk, siret.value);
  const right = wrong.filter((bulletin) => bulletin.siret === siret.value);
  for (const bulletin of right) fire(desk, bulletin, 'complete', { as: 'process' });
  mailDocuments(desk, [...corrected.filter(waitsForPartner), ...right]);
  sendBackMismatches(desk);
  dossier.facts.siretBlock = { since: desk.at.toISOString(), reminders: 0 };
  askCorrection(desk, siretMismatches(dossier), siret.value);
}

/** One at a time: what another was to correct is not wanted any more; none where the convention has this SIRET already. */
function draftAvenant(desk: Desk, siret: string): ContractDocument[] {
  const former = siretAvenant(desk.dossier);
  const reason = `La convention n'aura pas ce SIRET, mais celui-ci : ${siret}.`;
  if (former !== undefined) fire(desk, former, 'withdraw', { as: 'process', reason });
  const before = { siret: live(desk.dossier, 'CONVENTION')?.siret ?? '' };
  if (before.siret === siret) return [];
  const content = { avenant: { object: 'CORRECTION_SIRET' as const, before, after: { siret } } };
  return draftAndSend(desk, [{ kind: 'AVENANT', service: null, content, replaces: null }]);
}

/** Convention and contrat of a new partner that bear no signature need no avenant; null where one does. */
function rewriteUnsigned(desk: Desk, siret: string): ContractDocument[] | null {
  const { dossier } = desk;
  const frame = dossier.documents.filter(
    (document) => (document.kind === 'CONVENTION' || document.kind === 'CONTRAT') && isOpen(document),
  );
  const unsigned = frame.every(({ state }) => state === 'BROUILLON' || state === 'A_SIGNER');
  if (!unsigned || !frame.some(({ kind }) => kind === 'CONVENTION')) return null;
  for (const document of frame) fire(desk, document, 'edit', { siret });
  dossier.linkVersion += 1; // §4.3 « Signature »: a new version voids the link
  return frame;
}
