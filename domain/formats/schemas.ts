import { z } from 'zod';
import { parseCodeBailleur, parseNumeroInstructeur } from './codes.ts';
import { parseConventionNumber } from './conventionNumber.ts';
import { parseDepartement } from './departement.ts';
import { parseEmail } from './email.ts';
import type { FaultParams } from './faults.ts';
import { lettersFault } from './letters.ts';
import type { Parsed } from './parsed.ts';
import { parsePhone } from './phone.ts';
import { parseSiret } from './siret.ts';
import { cleanProse, cleanText, compactSecret } from './text.ts';

/** Longest text worth reading for one of these formats; longer is refused before anything looks into it. */
const MAX_TYPED = 320;

/** One line of words that a document may show, such as a name or an address: cleaned, then refused where a contract could not show it. */
export function line(max: number) {
  return z
    .string()
    .overwrite(cleanText)
    .min(1)
    .max(max)
    .superRefine((text, context) => {
      const fault = lettersFault(text);
      if (fault === null) return;
      const { message, ...params } = fault;
      context.addIssue({ code: 'custom', message, params: params satisfies FaultParams });
    });
}

/** Words of several lines, such as a reason or an answer: no contract shows them. */
export const prose = (max: number) => z.string().overwrite(cleanProse).min(1).max(max);

/** One line whose letters are judged elsewhere, or not at all: what looks for something, what names an account. */
export const sought = (max: number) => z.string().overwrite(cleanText).max(max);

/** What a table of fields judges, whatever it holds: each text of it is read as any other is, as deep as it goes. */
export const answered = z.unknown().overwrite(cleanedWithin);

function cleanedWithin(value: unknown): unknown {
  if (typeof value === 'string') return cleanProse(value);
  if (Array.isArray(value)) return value.map(cleanedWithin);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, cleanedWithin(inner)]));
}

/** A code that was mailed or shown to be typed again, without what surrounds and parts it; whether it is the one is not said here. */
export const mailedCode = z.string().max(200).overwrite(compactSecret).min(1).max(40);

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
