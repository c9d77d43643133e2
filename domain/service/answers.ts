import { z } from 'zod';
import { line } from '../formats/schemas.ts';
import type { Question } from './entitlement.ts';
import { CATALOGUE, SERVICE_CODES } from './services.ts';

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
export const answersSchema = z
  .strictObject(
    Object.fromEntries(
      asking.map(([code, questions]) => [
        code,
        z.strictObject(Object.fromEntries(questions.map((one) => [one.name, answer(one)]))).optional(),
      ]),
    ),
  )
  .meta({ description: 'Réponses aux questions des services demandés, par service' });
