import { z } from 'zod';
import type { EligibilityForm } from '../document/types.ts';
import { invalid } from '../errors.ts';
import { type FaultParams, faultsOf } from '../formats/faults.ts';
import { cleanText } from '../formats/text.ts';

/** The eligibility form, whoever fills it: the partner in cases 1 and 2, the Caf in cases 3 and 4 (ESAT-5). */
export const eligibilityFormSchema = z.strictObject({
  casf: z.boolean().meta({ description: 'Établissement au sens de l’article L. 344-2 du CASF' }),
  cdaph: z.boolean().meta({ description: 'Accueil sur orientation de la CDAPH' }),
  places: z
    .int()
    .max(100_000)
    .refine((places) => places >= 1, {
      message: 'Indiquez le nombre de places autorisées.',
      params: { code: 'CHAMP_INVALIDE', rule: 'ESAT-5' } satisfies FaultParams,
    }),
  autorisation: z
    .string()
    .overwrite(cleanText)
    .max(2_000)
    .refine((text) => text !== '', {
      message: "Indiquez la référence de l'arrêté d'autorisation.",
      params: { code: 'CHAMP_OBLIGATOIRE', rule: 'ESAT-5' } satisfies FaultParams,
    })
    .meta({ description: "Référence de l'arrêté d'autorisation" }),
});

const GIVEN = z.object({ form: eligibilityFormSchema });

/** Reads a form as given, under `form`; every fault at once. Throws SAISIE_INVALIDE. */
export function eligibilityForm(given: unknown): EligibilityForm {
  const input = { form: given ?? {} };
  const parsed = GIVEN.safeParse(input);
  if (!parsed.success) throw invalid(faultsOf(parsed.error, input));
  return parsed.data.form;
}
