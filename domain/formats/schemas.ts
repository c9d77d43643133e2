import { z } from 'zod';
import { parseCodeBailleur, parseNumeroInstructeur } from './codes.ts';
import { parseConventionNumber } from './conventionNumber.ts';
import { parseDepartement } from './departement.ts';
import { parseEmail } from './email.ts';
import type { FaultParams } from './faults.ts';
import type { Parsed } from './parsed.ts';
import { parsePhone } from './phone.ts';
import { parseSiret } from './siret.ts';

/** Longest text worth reading for one of these formats; longer is refused before anything looks into it. */
const MAX_TYPED = 320;

/** A zod schema from one of the format functions: text in, normalised text out, the fault's code and rule in the issue's `params`. */
function formatSchema(parse: (raw: string) => Parsed, example: string) {
  return z
    .string()
    .max(MAX_TYPED)
    .transform((raw, context): string => {
      const parsed = parse(raw);
      if (parsed.ok) return parsed.value;
      const { code, message, rule } = parsed.fault;
      context.issues.push({ code: 'custom', message, params: { code, rule } satisfies FaultParams, input: raw });
      return z.NEVER;
    })
    .meta({ example });
}

/** SIRET, separators dropped (FMT-1, FMT-2). */
export const siretSchema = formatSchema(parseSiret, '99991041700016');
/** Département code (FMT-4). */
export const departementSchema = formatSchema(parseDepartement, '93');
/** French phone number → E.164 (FMT-16). */
export const phoneSchema = formatSchema(parsePhone, '+33148000000');
/** E-mail of an organisme, folded (FMT-15). */
export const emailSchema = formatSchema(parseEmail, 'contact@organisme.example');
/** Number of a convention as Passerelle makes them (FMT-10); one taken over is free text. */
export const conventionNumberSchema = formatSchema(parseConventionNumber, '25_214');
/** Numéro d'instructeur RSA → its 14 positions (FMT-6 to FMT-8). */
export const numeroInstructeurSchema = formatSchema(parseNumeroInstructeur, '093A12345');
/** Code bailleur of a T10 user (FMT-9). */
export const codeBailleurSchema = formatSchema(parseCodeBailleur, 'B1234');
