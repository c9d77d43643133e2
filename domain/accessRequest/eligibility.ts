import { z } from 'zod';
import { TITRES } from '../account/types.ts';
import type { RefusalCode } from '../service/cdap/refusals.ts';
import type { RequestProfile } from './types.ts';

/** REQ-6: « hospital » is any care establishment; REQ-7: Carsat, MSA, and the Cnav for Île-de-France. */
const AS_EMPLOYERS = ['ETAT', 'DEPARTEMENT', 'HOPITAL', 'COLLECTIVITE', 'CRAM', 'CARSAT', 'CNAV_IDF', 'MSA'] as const;

/**
 * Conditions of each profile (REQ-5 to REQ-16), from what the agent records. The rules accept, refuse with a reason, or leave it to
 * the agent; they never open anything.
 */
export const checksSchema = z.strictObject({
  T1: z
    .strictObject({
      qualification: z.enum(['AS', 'CESF', 'AUTRE']),
      employer: z.enum([...AS_EMPLOYERS, 'AUTRE']),
      /** assistant social du travail */
      occupational: z.boolean().default(false),
      /** single RSA referent for social integration */
      rsaReferent: z.boolean().default(false),
    })
    .optional(),
  T2: z.strictObject({ subventionActionSociale: z.boolean() }).optional(),
  T4: z.strictObject({ instructionRsa: z.boolean(), numeroInstructeur: z.boolean() }).optional(),
  T9: z.strictObject({ titre: z.enum(TITRES).nullable() }).optional(),
});
export type Checks = z.infer<typeof checksSchema>;

export type Verdict =
  | { outcome: 'accepted'; rule: string }
  | { outcome: 'refused'; reason: RefusalCode; rule: string }
  /** neither granted nor refused by the rules: the agent decides (REQ-10) */
  | { outcome: 'review'; reason: 'EMPLOYEUR_A_EXAMINER'; rule: string };

/** Verdict on one profile, or null when the agent recorded nothing for it. */
export function verdictOn(profile: RequestProfile, checks: Checks): Verdict | null {
  switch (profile) {
    case 'T1':
      return checks.T1 === undefined ? null : verdictOnT1(checks.T1);
    case 'T2':
      if (checks.T2 === undefined) return null;
      return checks.T2.subventionActionSociale ? accepted('REQ-11') : refused('SANS_SUBVENTION', 'REQ-11');
    case 'T4':
      if (checks.T4 === undefined) return null;
      if (!checks.T4.instructionRsa) return refused('HORS_INSTRUCTION_RSA', 'REQ-12');
      return checks.T4.numeroInstructeur ? accepted('REQ-12') : refused('SANS_NUMERO_INSTRUCTEUR', 'REQ-12');
    case 'T9':
      if (checks.T9 === undefined) return null;
      return checks.T9.titre === null ? refused('SANS_TITRE', 'REQ-14') : accepted('REQ-14');
  }
}

const CESF_EMPLOYERS: readonly string[] = ['ETAT', 'DEPARTEMENT'];

function verdictOnT1({ qualification, employer, occupational, rsaReferent }: NonNullable<Checks['T1']>): Verdict {
  if (occupational) return refused('AS_DU_TRAVAIL_EXCLU', 'REQ-8');
  if (qualification === 'AUTRE') return refused('NI_AS_NI_CESF', 'REQ-8');
  if (qualification === 'AS' && (rsaReferent || employer !== 'AUTRE')) return accepted('REQ-5');
  if (qualification === 'CESF' && CESF_EMPLOYERS.includes(employer)) return accepted('REQ-5');
  return { outcome: 'review', reason: 'EMPLOYEUR_A_EXAMINER', rule: 'REQ-10' }; // CON-02
}

function accepted(rule: string): Verdict {
  return { outcome: 'accepted', rule };
}

function refused(reason: RefusalCode, rule: string): Verdict {
  return { outcome: 'refused', reason, rule };
}
