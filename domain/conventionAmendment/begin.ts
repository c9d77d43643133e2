import type { AuditDraft } from '../decision/journal.ts';
import { DomainError, invalid } from '../errors.ts';
import { displaySiret } from '../formats/siret.ts';
import { conventionAmendment } from './kind.ts';
import type { AmendmentFacts } from './types.ts';

/** What an agent of the managing Caf asks to change of the convention in force. */
export type AmendmentAsked = { reason: string } & (
  | { object: 'CHANGEMENT_SIRET'; siret: string }
  | { object: 'EXTENSION_PORTEE'; departments: readonly string[] }
  | { object: 'CHANGEMENT_CAF' }
);

/** What it is asked of: the convention in force, who manages the partner, and whose the wanted SIRET is already. */
export interface AmendmentGround {
  caf: string;
  raisonSociale: string;
  convention: { siret: string; contractingCaf: string; departments: readonly string[] } | null;
  heldBy: string | null;
}

/** Throws PROCESSUS_EN_COURS with the avenant that runs: a convention changes by one at a time (CONV-16). */
export function assertAlone(running: string | null): void {
  if (running === null) return;
  const message = 'Un avenant à la convention de ce partenaire est déjà en cours.';
  throw new DomainError('PROCESSUS_EN_COURS', message, {
    rule: 'CONV-16',
    faults: [{ path: 'processId', code: 'PROCESSUS_EN_COURS', message: running }],
  });
}

/** What lists call such a dossier. */
export const amendmentLabel = (raisonSociale: string): string => `${raisonSociale} – avenant à la convention`;

/** Its first line in the journal. */
export function amendmentAsked(processId: string, reason: string): AuditDraft {
  return {
    ...{ action: 'process.start', entity: 'conventionAmendment', entityId: processId, rule: 'CONV-16' },
    label: `Avenant demandé : ${reason}`,
    after: { state: conventionAmendment.begins },
  };
}

/**
 * The facts of an avenant to the convention (CONV-16, DEL-8). Throws ETAT_INCOMPATIBLE without a convention in force, or where the managing Caf
 * contracts already, SIRET_DEJA_TENU, or the fault of a field that changes nothing.
 */
export function amendmentFacts(asked: AmendmentAsked, ground: AmendmentGround): AmendmentFacts {
  const change = changeOf(asked, ground);
  return {
    ...{ phase: null, extraDays: 0, escalated: false, endReason: null },
    amendment: { change, reason: asked.reason },
  };
}

function changeOf(
  asked: AmendmentAsked,
  { convention, caf, heldBy }: AmendmentGround,
): AmendmentFacts['amendment']['change'] {
  if (convention === null)
    throw new DomainError(
      'ETAT_INCOMPATIBLE',
      "Ce partenaire n'a pas de convention en vigueur : il n'y a rien à modifier.",
      {
        rule: 'CONV-16',
      },
    );
  const { object } = asked;
  switch (object) {
    case 'CHANGEMENT_SIRET': {
      if (asked.siret === convention.siret)
        throw unchanged('siret', `La convention porte déjà le SIRET ${displaySiret(asked.siret)}.`);
      if (heldBy !== null)
        throw new DomainError(
          'SIRET_DEJA_TENU',
          `Le SIRET ${displaySiret(asked.siret)} est déjà celui d'un autre partenaire.`,
          {
            rule: 'DEL-11',
          },
        );
      return { object, before: { siret: convention.siret }, after: { siret: asked.siret } };
    }
    case 'EXTENSION_PORTEE': {
      const before = [...convention.departments].sort();
      const after = [...new Set([...before, ...asked.departments])].sort();
      if (after.length === before.length)
        throw unchanged('departments', `La convention porte déjà sur ${before.join(', ')}.`);
      return { object, before: { departments: before }, after: { departments: after } };
    }
    case 'CHANGEMENT_CAF':
      if (convention.contractingCaf === caf)
        throw new DomainError('ETAT_INCOMPATIBLE', 'Votre Caf est déjà celle de la convention.', { rule: 'DEL-8' });
      return { object, before: { caf: convention.contractingCaf }, after: { caf } };
  }
}

function unchanged(path: string, message: string): DomainError {
  return invalid([{ path, code: 'CHAMP_INVALIDE', message, rule: 'CONV-16' }]);
}
