import { z } from 'zod';
import { type Fault, invalid } from '../errors.ts';
import type { JudgedRow } from '../esat/rows.ts';
import { useCaseOf } from '../esat/useCase.ts';
import { parseEmail } from '../formats/email.ts';
import { parseSiret } from '../formats/siret.ts';

/** What the Caf may correct on a held row before it releases it (§6.4). */
export const rowCorrectionsSchema = z.object({
  email: z.string().optional(),
  phone: z.string().optional(),
  knownInMcp: z.boolean().optional(),
  conventionSiret: z.string().optional(),
  conventionNumber: z.string().optional(),
  delegationMode: z.enum(['DELEGUE', 'CENTRALISE']).optional(),
  knownInHabtiers: z.boolean().optional(),
  activeInHabtiers: z.boolean().optional(),
});
export type RowCorrections = z.infer<typeof rowCorrectionsSchema>;

/** The corrected row, ready to become a dossier; all that still holds it back is told at once (SAISIE_INVALIDE). */
export function correctRow(row: JudgedRow, corrections: RowCorrections): JudgedRow {
  const given = Object.fromEntries(
    Object.entries(corrections).filter(([, value]) => value !== undefined && value !== ''),
  );
  const corrected: JudgedRow = { ...row, ...given };
  const faults: Fault[] = [];
  const email = parseEmail(corrected.email);
  if (email.ok) corrected.email = email.value;
  else faults.push({ ...email.fault, path: 'email' });
  if (corrected.knownInMcp) {
    const siret = parseSiret(corrected.conventionSiret);
    if (siret.ok) corrected.conventionSiret = siret.value;
    if (!siret.ok || siret.value !== corrected.siret) {
      faults.push({
        path: 'conventionSiret',
        code: 'SIRET_DIFFERENT',
        message: `Le SIRET de la convention doit être ${corrected.siret}.`,
        rule: 'ESAT-20',
      });
    }
    if (corrected.delegationMode === null) {
      faults.push({
        path: 'delegationMode',
        code: 'CHAMP_OBLIGATOIRE',
        message: 'Indiquez le mode de gestion de la convention.',
        rule: 'DEL-2',
      });
    }
  }
  if (corrected.knownInHabtiers && corrected.activeInHabtiers !== true) {
    faults.push({
      path: 'activeInHabtiers',
      code: 'ACTIVITE_A_CONFIRMER',
      message: "Confirmez que l'établissement est toujours actif.",
      rule: 'ESAT-15',
    });
  }
  if (faults.length > 0) throw invalid(faults);
  return { ...corrected, useCase: useCaseOf(corrected.knownInMcp, corrected.knownInHabtiers) };
}
