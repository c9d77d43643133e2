import { z } from 'zod';
import type { Code } from '../../domain/codes.ts';
import { SERVICE_CODES } from '../../domain/service/services.ts';

export { answersSchema as eligibility } from '../../domain/service/answers.ts';

/** Why a service is refused to who is not entitled (domain.md §2.2). */
export const NOT_ENTITLED = [
  'PROFIL_MANQUANT',
  'SANS_SUBVENTION',
  'HORS_INSTRUCTION_RSA',
  'SANS_NUMERO_INSTRUCTEUR',
  'SANS_TITRE',
  'PAS_AIDE_A_DOMICILE',
  'PAS_BAILLEUR_PRIVE',
  'PAS_BAILLEUR',
  'SANS_LOCATAIRE_AIDE',
  'PAS_DDFIP',
  'NON_TUTEUR_MORAL',
  'SANS_T9',
  'VERDICT_BLOQUANT',
  'SERVICE_FERME_POUR_TOUS',
] as const satisfies readonly Code[];

/** What is asked for at once: some services, each once. */
export const servicesAsked = z
  .array(z.enum(SERVICE_CODES))
  .min(1)
  .max(SERVICE_CODES.length)
  .transform((all) => [...new Set(all)]);
