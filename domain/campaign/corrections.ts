import { z } from 'zod';
import type { Code } from '../codes.ts';
import { type Fault, invalid, missing } from '../errors.ts';
import { type ColumnKey, columnNamed } from '../esat/columns.ts';
import { MAX_RAISON_SOCIALE } from '../esat/readRow.ts';
import type { JudgedRow } from '../esat/rows.ts';
import { useCaseOf } from '../esat/useCase.ts';
import { parseEmail } from '../formats/email.ts';
import { lettersFault } from '../formats/letters.ts';
import { parsePhone } from '../formats/phone.ts';
import { sought } from '../formats/schemas.ts';
import { displaySiret, parseSiret } from '../formats/siret.ts';
import { cleanText } from '../formats/text.ts';

/** What the Caf may correct on a held row before it releases it (§6.4). */
export const rowCorrectionsSchema = z.object({
  /** where the file's cannot be known */
  raisonSociale: z.string().max(MAX_RAISON_SOCIALE).optional(),
  email: z.string().optional(),
  phone: z.string().optional(),
  knownInMcp: z.boolean().optional(),
  conventionSiret: z.string().optional(),
  conventionNumber: sought(40).optional(),
  delegationMode: z.enum(['DELEGUE', 'CENTRALISE']).optional(),
  knownInHabtiers: z.boolean().optional(),
  activeInHabtiers: z.boolean().optional(),
});
export type RowCorrections = z.infer<typeof rowCorrectionsSchema>;

const ANSWERS = {
  connuMcp: 'knownInMcp',
  connuHabtiers: 'knownInHabtiers',
  actifHabtiers: 'activeInHabtiers',
} as const satisfies Partial<Record<ColumnKey, keyof RowCorrections>>;

/** Reasons for which the file's answer is none. */
const OPEN: ReadonlySet<Code> = new Set([
  'REPONSE_NON_RECONNUE',
  'MCP_DIVERGENT',
  'LIGNE_INCOHERENTE',
  'CELLULE_EN_ERREUR',
  'CELLULE_NON_CALCULEE',
  'COLONNES_EN_DOUBLE',
]);

/** Answers of the file that are no answer: nobody can read them, the row contradicts them, or this system holds the contrary (§6.4). */
function openAnswers({ reasons }: JudgedRow): { answer: (typeof ANSWERS)[keyof typeof ANSWERS]; message: string }[] {
  return reasons.flatMap(({ code, column, message }) => {
    const key = columnNamed(column);
    return OPEN.has(code) && key !== undefined && key in ANSWERS
      ? [{ answer: ANSWERS[key as keyof typeof ANSWERS], message }]
      : [];
  });
}

/** ESAT-15, ESAT-16: only what Habtiers knows, or may know, can be no longer active there. */
export function refuseInactive(row: JudgedRow): void {
  if (row.knownInHabtiers || openAnswers(row).some(({ answer }) => answer === 'knownInHabtiers')) return;
  const message =
    "Cet établissement n'est pas connu de Habtiers : corrigez la ligne et libérez-la, ou écartez-la avec un motif.";
  throw invalid([{ path: 'outcome', code: 'ISSUE_INCONNUE', message, rule: 'ESAT-16' }]);
}

/** The corrected row, ready to become a dossier; all that still holds it back is told at once (SAISIE_INVALIDE). */
export function correctRow(row: JudgedRow, corrections: RowCorrections): JudgedRow {
  const given = Object.fromEntries(
    Object.entries(corrections).filter(([, value]) => value !== undefined && value !== ''),
  );
  const corrected: JudgedRow = { ...row, ...given };
  const faults = openAnswers(row)
    .filter(({ answer }) => given[answer] === undefined)
    .map(({ answer, message }): Fault => missing(answer, message, 'ESAT-25'));
  corrected.raisonSociale = cleanText(corrected.raisonSociale);
  if (corrected.raisonSociale === '') faults.push(missing('raisonSociale', 'Indiquez la raison sociale.', 'ESAT-25'));
  const email = parseEmail(corrected.email);
  if (email.ok) corrected.email = email.value;
  else faults.push({ ...email.fault, path: 'email' });
  if (corrected.phone !== '') {
    const phone = parsePhone(corrected.phone);
    if (phone.ok) corrected.phone = phone.value;
    else faults.push({ ...phone.fault, path: 'phone' });
  }
  const letters = lettersFault(corrected.conventionNumber);
  if (letters !== null) faults.push({ ...letters, path: 'conventionNumber' });
  if (corrected.knownInMcp) {
    const siret = parseSiret(corrected.conventionSiret);
    if (siret.ok) corrected.conventionSiret = siret.value;
    if (!siret.ok || siret.value !== corrected.siret) {
      faults.push({
        path: 'conventionSiret',
        code: 'SIRET_DIFFERENT',
        message: `Le SIRET de la convention doit être ${displaySiret(corrected.siret)}.`,
        rule: 'ESAT-20',
      });
    }
    if (corrected.delegationMode === null) {
      faults.push(missing('delegationMode', 'Indiquez le mode de gestion de la convention.', 'DEL-2'));
    }
  }
  const asked = faults.some(({ path }) => path === 'activeInHabtiers');
  if (corrected.knownInHabtiers && corrected.activeInHabtiers !== true && !asked) {
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
