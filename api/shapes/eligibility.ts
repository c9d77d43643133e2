import { z } from 'zod';
import type { Code } from '../../domain/codes.ts';
import { line } from '../../domain/formats/schemas.ts';
import type { Question } from '../../domain/service/entitlement.ts';
import { CATALOGUE, SERVICE_CODES } from '../../domain/service/services.ts';

/** One answer, in the shape of its question. */
function answer({ type, choices, label, profile, rule }: Question): z.ZodType<boolean | string | undefined> {
  const of = profile === undefined ? '' : ` (profil ${profile})`;
  const about = { description: `${label}${of} – ${rule}` };
  switch (type) {
    case 'yesNo':
      return z.boolean().optional().meta(about);
    case 'line':
      return line(500).optional().meta(about);
    case 'choice':
      return z
        .enum(Object.keys(choices ?? {}) as [string, ...string[]])
        .optional()
        .meta(about);
  }
}

const asking = SERVICE_CODES.flatMap((code) => {
  const { questions } = CATALOGUE[code].entitlement;
  return questions.length === 0 ? [] : [[code, questions] as const];
});

/** Answers to the questions of the services of the catalogue that ask any (CONV-1). */
export const eligibility = z
  .strictObject(
    Object.fromEntries(
      asking.map(([code, questions]) => [
        code,
        z.strictObject(Object.fromEntries(questions.map((one) => [one.name, answer(one)]))).optional(),
      ]),
    ),
  )
  .meta({ description: 'Réponses aux questions des services demandés, par service (CONV-1)' });

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
