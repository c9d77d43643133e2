import { contractingCaf } from '../document/avenant.ts';
import { note } from '../dossier/desk.ts';
import { live } from '../dossier/documents.ts';
import { endDossier } from '../dossier/ending.ts';
import type { Desk } from '../dossier/kind.ts';
import { mailDocuments } from '../dossier/mails.ts';
import { isForCna } from '../dossier/newDossier.ts';
import { draftAndSend } from '../dossier/plan.ts';
import type { PlannedDocument } from '../dossier/types.ts';
import type { AmendmentFacts } from './types.ts';

/** The one document of the dossier (CONV-16). */
export function planAmendment({ facts }: { facts: AmendmentFacts }): PlannedDocument[] {
  return [{ kind: 'AVENANT', service: null, content: { avenant: facts.amendment.change }, replaces: null }];
}

/** The partner is sent the avenant to sign, once. */
export function produceAmendment(desk: Desk<AmendmentFacts>): void {
  if (desk.dossier.documents.length === 0) mailDocuments(desk, draftAndSend(desk, planAmendment(desk.dossier)));
}

/** CONV-15: what the avenant speaks of was changed by another act meanwhile: it would put back what nobody says any more. */
export function endWhenOvertaken(desk: Desk<AmendmentFacts>): void {
  const { dossier } = desk;
  const convention = live(dossier, 'CONVENTION');
  const { before } = dossier.facts.amendment.change;
  if (convention === undefined || dossier.documents.some(({ state }) => state === 'ACTIF')) return;
  const overtaken =
    (before.siret !== undefined && before.siret !== convention.siret) ||
    (before.caf !== undefined && before.caf !== contractingCaf(convention)) ||
    (before.departments !== undefined &&
      before.departments.join() !== [...(convention.content.departments ?? [])].sort().join());
  if (overtaken) endDossier(desk, 'ABANDONNE', 'La convention a changé entre-temps : l’avenant est à refaire.');
}

/**
 * The avenant is in force: the partner's record follows its convention's SIRET, its history being kept; Tiersi goes on knowing it by the former one
 * (domain.md §5). A reach of several départements is the CNA's to manage (DEL-7).
 */
export function applyAmendment(desk: Desk<AmendmentFacts>): void {
  const { dossier } = desk;
  const { partner, facts } = dossier;
  const { after } = facts.amendment.change;
  if (after.siret !== undefined) {
    const before = partner.siret;
    partner.referenceTiersi ??= before;
    partner.siret = after.siret;
    const values = { before: { siret: before }, after: { siret: after.siret } };
    note(desk, 'partner.siret', 'SIRET changé par avenant', {
      entity: 'partner',
      entityId: partner.id,
      rule: 'CONV-16',
      ...values,
    });
  }
  const departments = after.departments ?? [];
  if (isForCna(dossier.caf, departments))
    desk.transfer = {
      key: desk.newId(),
      departments: [...departments],
      reason: `Un avenant porte la convention à plusieurs départements (${departments.join(', ')}).`,
    };
}
