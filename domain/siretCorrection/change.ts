import { canonicalContent } from '../document/canonical.ts';
import { type ContractDocument, isOpen } from '../document/types.ts';
import { applyAvenant } from '../dossier/cafActs.ts';
import { note } from '../dossier/desk.ts';
import { live } from '../dossier/documents.ts';
import { fire } from '../dossier/fire.ts';
import type { Desk } from '../dossier/kind.ts';
import { draftAndSend, draftDocument } from '../dossier/plan.ts';
import type { Dossier, PlannedDocument } from '../dossier/types.ts';
import { DomainError, invalid } from '../errors.ts';
import { displaySiret, parseSiret, sirenOf } from '../formats/siret.ts';
import { tuteurFinding } from '../tuteur/verdict.ts';
import { mailAvenant, mailCorrected } from './mails.ts';
import type { SiretCorrectionFacts as Facts } from './types.ts';

/**
 * How the SIRET of a convention becomes another. CONV-16: by an avenant, never by a silent edit. Which one follows from who agrees. Another
 * SIREN is another legal person: the partner signs it (ESAT-21), the Caf countersigns. The same SIREN is the same party, another of its
 * establishments: S0 has the Caf update MCP by itself (TUT-7), and the difference is but a warning (TUT-11), so the Caf's agreement puts
 * the avenant in force and the partner is told. What was signed stays as it was signed; the avenant keeps both values.
 */

export function conventionOf(dossier: Dossier): ContractDocument | undefined {
  return live(dossier, 'CONVENTION');
}

/** The avenant on its way, or applied last. */
export function currentAvenant({ documents, facts }: Dossier<Facts>): ContractDocument | undefined {
  return documents.find(({ id }) => id === facts.correction.avenantId);
}

/** It was refused, abandoned or withdrawn. */
export function avenantLost(dossier: Dossier<Facts>): boolean {
  const avenant = currentAvenant(dossier);
  return avenant !== undefined && avenant.state !== 'ACTIF' && !isOpen(avenant);
}

export function avenantInForce(dossier: Dossier<Facts>): boolean {
  return currentAvenant(dossier)?.state === 'ACTIF';
}

/**
 * Reads the SIRET that the Caf wants and refuses what cannot be: SIRET_HORS_TIERSI, as nothing would be found by it (TUT-7); SIRET_DEJA_TENU;
 * SIRET_CHANGE where the convention bears another one than was shown.
 */
export function assertMayBear(desk: Desk<Facts>, wanted: string, shown: string): string {
  const { dossier } = desk;
  const siret = parseSiret(wanted);
  if (!siret.ok) throw invalid([{ ...siret.fault, path: 'siret' }]);
  const convention = conventionOf(dossier);
  if (shown !== '' && convention?.siret !== shown) throw changedMeanwhile(convention?.siret);
  const known = dossier.tuteur?.check?.sirets.find((one) => one.siret === siret.value);
  if (known === undefined)
    throw invalid([
      {
        path: 'siret',
        code: 'SIRET_HORS_TIERSI',
        message: `Tiersi ne connaît pas le SIRET ${displaySiret(siret.value)} pour ce tuteur : ses protégés ne seraient pas trouvés. Choisissez un SIRET de Tiersi, ou gardez l'actuel.`,
        rule: 'TUT-7',
      },
    ]);
  if (known.heldBy !== null)
    throw new DomainError(
      'SIRET_DEJA_TENU',
      `Le SIRET ${displaySiret(siret.value)} est déjà celui d'un autre partenaire : ${known.heldBy}.`,
      { rule: 'DEL-11' },
    );
  return siret.value;
}

/** Of two who change the same SIRET the second is told (CONV-15). */
export function changedMeanwhile(now: string | undefined): DomainError {
  return new DomainError(
    'SIRET_CHANGE',
    `Le SIRET de la convention a changé entre-temps : il est maintenant ${displaySiret(now ?? 'absent')}. Rechargez la page avant de décider.`,
    { rule: 'CONV-15' },
  );
}

/** The convention's legal person stays the same. */
export function sameParty(dossier: Dossier, siret: string): boolean {
  return sirenOf(conventionOf(dossier)?.siret ?? '') === sirenOf(siret);
}

function planned(dossier: Dossier<Facts>, siret: string, over: { byCaf?: true } = {}): PlannedDocument {
  const before = { siret: conventionOf(dossier)?.siret ?? '' };
  const ground = dossier.facts.correction.undoing === null ? ('TIERSI' as const) : ('RETOUR' as const);
  const content = { avenant: { object: 'CORRECTION_SIRET' as const, before, after: { siret }, ground, ...over } };
  return { kind: 'AVENANT', service: null, content, replaces: null };
}

/** Same SIREN: the avenant comes into force with the Caf's agreement. */
export function enactAvenant(desk: Desk<Facts>, siret: string): void {
  const { dossier, actor, at } = desk;
  const avenant = draftDocument(desk, planned(dossier, siret, { byCaf: true }));
  const { raisonSociale, address, email, phone } = dossier.partner;
  fire(desk, avenant, 'countersign', { as: 'process', content: { partner: { raisonSociale, address, email, phone } } });
  avenant.signatures.push({
    id: desk.newId(),
    version: avenant.version,
    party: 'CAF',
    name: actor.label,
    function: 'Caf',
    contentHash: desk.hash(canonicalContent(avenant)),
    at,
    ip: actor.ip,
    voidedAt: null,
  });
  applyAvenant(desk, avenant);
  dossier.facts.correction.avenantId = avenant.id;
}

/** Another SIREN: the partner is sent the avenant, once; one that came back waits for its correction. */
export function produceAvenant(desk: Desk<Facts>): void {
  const { dossier } = desk;
  const { decision, undoing, applied } = dossier.facts.correction;
  const current = currentAvenant(dossier);
  if (current !== undefined && isOpen(current)) return;
  const siret =
    undoing !== null ? applied?.before.convention : decision?.what === 'CONFIRM' ? decision.siret : undefined;
  if (siret === undefined) throw new Error('an avenant gives a SIRET');
  const [avenant] = draftAndSend(desk, [planned(dossier, siret)]);
  dossier.facts.correction.avenantId = avenant?.id ?? null;
  mailAvenant(desk);
}

/** Nobody has given the convention another SIRET since the avenant was drawn up; throws SIRET_CHANGE. */
export function assertUnchanged(desk: Desk<Facts>): void {
  const avenant = currentAvenant(desk.dossier)?.content.avenant;
  const convention = conventionOf(desk.dossier);
  if (avenant?.before.siret !== undefined && convention?.siret !== avenant.before.siret)
    throw changedMeanwhile(convention?.siret);
}

/** The avenant is in force: the partner's record follows its convention, Tiersi finds it by its reference, the verdict is worked out again. */
export function settleCorrected(desk: Desk<Facts>): void {
  const { dossier, at } = desk;
  const { correction } = dossier.facts;
  correction.decision = null;
  correction.undoing = null;
  const after = currentAvenant(dossier)?.content.avenant?.after.siret;
  if (correction.applied !== null || after === undefined) return;
  const { partner } = dossier;
  const before = {
    convention: currentAvenant(dossier)?.content.avenant?.before.siret ?? correction.formerSiret,
    partner: partner.siret,
    reference: partner.referenceTiersi,
  };
  correction.applied = { at: at.toISOString(), before, after };
  partner.siret = after;
  partner.referenceTiersi ??= correction.reference;
  restate(desk, after, at);
  tellChange(desk, 'siret.correct', 'SIRET corrigé dans MCP', before.partner, after);
  mailCorrected(desk, 'CORRIGE', before.convention, after);
}

/** The former SIRET is back; the Caf decides anew. */
export function settleRestored(desk: Desk<Facts>): void {
  const { dossier } = desk;
  const { correction } = dossier.facts;
  const { applied } = correction;
  if (correction.undoing === null || applied === null) return;
  dossier.partner.siret = applied.before.partner;
  dossier.partner.referenceTiersi = applied.before.reference;
  correction.applied = null;
  restate(desk, applied.before.convention, null);
  tellChange(
    desk,
    'siret.undo',
    'Correction du SIRET annulée',
    applied.after,
    applied.before.partner,
    correction.undoing.reason,
  );
  mailCorrected(desk, 'ANNULE', applied.after, applied.before.convention);
}

/** TUT-11, TUT-12: what the reopening makes of the tuteur with this SIRET. */
function restate({ dossier }: Desk<Facts>, siretMcp: string, correctedAt: Date | null): void {
  const check = dossier.tuteur?.check;
  if (check == null) return;
  const { verdict, flags, siren } = tuteurFinding(siretMcp, check.sirets);
  const unread = check.flags.filter((flag) => flag === 'lignesRefusees');
  Object.assign(check, { siretMcp, correctedAt, verdict, flags: [...flags, ...unread], siren });
}

function tellChange(desk: Desk<Facts>, action: string, label: string, was: string, is: string, reason?: string): void {
  note(desk, action, reason === undefined ? label : `${label} : ${reason}`, {
    entity: 'partner',
    entityId: desk.dossier.partner.id,
    rule: 'TUT-7',
    before: { siret: was },
    after: { siret: is },
  });
}

/**
 * Takes a correction back, with a reason: the former SIRET by an avenant of the same sort as the one that changed it. Throws SIRET_CHANGE
 * when something else has changed the SIRET since.
 */
export function undoCorrection(desk: Desk<Facts>, reason: string): void {
  const { dossier } = desk;
  const { correction } = dossier.facts;
  const { applied } = correction;
  if (applied === null) throw new DomainError('ETAT_INCOMPATIBLE', "Il n'y a pas de correction à annuler.");
  const convention = conventionOf(dossier);
  if (convention?.siret !== applied.after || dossier.partner.siret !== applied.after)
    throw changedMeanwhile(convention?.siret);
  correction.undoing = { reason };
  if (sameParty(dossier, applied.before.convention)) enactAvenant(desk, applied.before.convention);
}
