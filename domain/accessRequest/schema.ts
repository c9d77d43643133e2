import { z } from 'zod';
import type { Code } from '../codes.ts';
import { judgeService } from '../dossier/entitled.ts';
import type { Eligibility } from '../dossier/judged.ts';
import { type Fault, missing } from '../errors.ts';
import { faultsOf } from '../formats/faults.ts';
import { departementSchema, emailSchema, line, phoneSchema, siretSchema } from '../formats/schemas.ts';
import { cleanProse, cleanText } from '../formats/text.ts';
import { NATURES, ORGANISATION_TYPES } from '../partner/types.ts';
import { answersSchema } from '../service/answers.ts';
import { PROFILED, SERVICE_CODES, SERVICES, type ServiceCode } from '../service/services.ts';
import type { RequestForm } from './form.ts';
import { STRANGER } from './services.ts';

const MIN_MOTIVATION = 20;
const MAX_TEXT = 2_000;

/** Text that may be left out or blank. */
const optionalText = z
  .string()
  .max(MAX_TEXT)
  .nullish()
  .transform((raw) => cleanProse(raw ?? '') || null);
const departements = z
  .array(departementSchema)
  .max(110)
  .nullish()
  .transform((codes) => codes ?? []);

/** A question with two answers, asked of who asks for Cdap; of another it is no. */
const answered = z
  .boolean()
  .nullish()
  .transform((yes) => yes ?? false);

/** Fields of the public form, in its order (§3.1); what one answer asks of another is in `conditionalFaults`. */
export const requestFormSchema = z.strictObject({
  raisonSociale: line(200).meta({ example: 'Crèche associative Les Lutins' }),
  siret: siretSchema,
  address: line(500),
  email: emailSchema,
  phone: phoneSchema,
  caf: departementSchema,
  services: z
    .array(z.enum(SERVICE_CODES))
    .max(SERVICE_CODES.length)
    .nullish()
    .transform((codes) => [...new Set(codes ?? [PROFILED])]),
  nature: z.enum(NATURES).nullish(),
  typeOrganisme: z.enum(ORGANISATION_TYPES).nullish(),
  eligibility: answersSchema.nullish().transform((answers) => answers ?? {}),
  profiles: z
    .array(z.enum(['T1', 'T2', 'T4', 'T9', 'T10']))
    .max(5)
    .nullish()
    .transform((profiles) => [...new Set(profiles ?? [])].sort()),
  otherNeed: optionalText,
  cafproOtherDepartment: answered,
  cafproDepartments: departements,
  otherCafNeed: answered,
  motivation: optionalText,
  otherCafDepartments: departements,
});

/** A form as typed in the API's names (before parsing). */
export type RequestFormInput = z.input<typeof requestFormSchema>;

/**
 * Reads the public form. Every fault at once, those of the conditional parts included (REQ-3), so that a person corrects it in one go.
 * An answer NON refuses values that only OUI asks for; blank ones are no values.
 */
export function parseRequestForm(input: unknown): { ok: true; value: RequestForm } | { ok: false; faults: Fault[] } {
  const parsed = requestFormSchema.safeParse(input);
  const faults = parsed.success ? [] : faultsOf(parsed.error, input);
  const known = new Set(faults.map((fault) => fault.path.split('.')[0]));
  faults.push(...conditionalFaults(input).filter((fault) => !known.has(fault.path)));
  return faults.length > 0 || !parsed.success ? { ok: false, faults } : { ok: true, value: parsed.data };
}

/** Read from the raw input: a fault elsewhere must not hide these. */
function conditionalFaults(input: unknown): Fault[] {
  const raw = (typeof input === 'object' && input !== null ? input : {}) as Record<string, unknown>;
  const faults = serviceFaults(raw);
  faults.push(...listFaults('cafproDepartments', raw.cafproOtherDepartment, raw.cafproDepartments));
  faults.push(...motivationFaults(raw.otherCafNeed, raw.motivation));
  faults.push(...listFaults('otherCafDepartments', raw.otherCafNeed, raw.otherCafDepartments));
  if (raw.otherCafNeed === true && items(raw.otherCafDepartments).includes(code(raw.caf)) && code(raw.caf) !== '') {
    faults.push(
      fault(
        'otherCafDepartments',
        'DEPARTEMENT_DE_LA_CAF',
        "Indiquez d'autres départements que celui de la Caf à qui vous vous adressez.",
      ),
    );
  }
  return faults;
}

/** What each service that is asked for asks in its turn [P]; Cdap's part is the form of the sources (REQ-3, REQ-4). */
function serviceFaults(raw: Record<string, unknown>): Fault[] {
  const asked = raw.services === undefined || raw.services === null ? [PROFILED] : items(raw.services);
  const faults: Fault[] = [];
  if (asked.length === 0 && isBlank(raw.otherNeed))
    faults.push(missing('services', 'Cochez au moins un service, ou décrivez votre besoin.', 'REQ-4'));
  if (asked.includes(PROFILED)) {
    if (items(raw.profiles).length === 0 && isBlank(raw.otherNeed))
      faults.push(missing('profiles', 'Cochez au moins un type de consultation, ou décrivez votre besoin.', 'REQ-4'));
    for (const path of ['cafproOtherDepartment', 'otherCafNeed'])
      if (raw[path] === undefined || raw[path] === null)
        faults.push(missing(path, 'Répondez par oui ou par non.', 'REQ-3'));
  } else if (items(raw.profiles).length > 0) {
    const message = `Un type de consultation se coche avec « ${SERVICES[PROFILED]} ».`;
    faults.push(fault('profiles', 'CHAMP_NON_ATTENDU', message));
  }
  const others = SERVICE_CODES.filter((service) => service !== PROFILED && asked.includes(service));
  if (others.length === 0) return faults;
  if (isBlank(raw.nature)) faults.push(missing('nature', 'Dites si vous êtes un organisme ou une personne.', 'CONV-1'));
  if (isBlank(raw.typeOrganisme)) faults.push(missing('typeOrganisme', "Choisissez votre type d'organisme.", 'CONV-1'));
  return [...faults, ...others.flatMap((service) => questionFaults(service, raw))];
}

/** Questions that are not answered, and answers that ask for more. */
function questionFaults(service: ServiceCode, raw: Record<string, unknown>): Fault[] {
  const given = answersSchema.safeParse(raw.eligibility ?? {});
  if (!given.success) return []; // told by the schema
  const asked = { siret: '', profiles: [], answers: (given.data as Eligibility)[service] ?? {} };
  const { faults } = judgeService(service, asked, { ...STRANGER, at: new Date(0) });
  return faults.filter(({ path }) => path.startsWith('eligibility.'));
}

function listFaults(path: string, answer: unknown, value: unknown): Fault[] {
  const codes = items(value);
  if (answer === false && codes.length > 0) return [unexpected(path)];
  if (answer !== true) return [];
  if (codes.length === 0) return [missing(path, 'Indiquez au moins un département, puisque vous avez répondu OUI.')];
  if (new Set(codes).size < codes.length)
    return [fault(path, 'DEPARTEMENT_EN_DOUBLE', 'Chaque département ne doit être indiqué qu’une fois.')];
  return [];
}

function motivationFaults(answer: unknown, value: unknown): Fault[] {
  if (answer === false && !isBlank(value)) return [unexpected('motivation')];
  if (answer !== true) return [];
  if (isBlank(value)) return [missing('motivation', 'Indiquez vos motivations, puisque vous avez répondu OUI.')];
  if (typeof value === 'string' && cleanText(value).length < MIN_MOTIVATION) {
    return [
      fault('motivation', 'MOTIVATION_TROP_COURTE', `Expliquez votre besoin en ${MIN_MOTIVATION} caractères au moins.`),
    ];
  }
  return [];
}

function unexpected(path: string): Fault {
  return fault(path, 'CHAMP_NON_ATTENDU', 'Vous avez répondu NON : cette information ne doit pas être remplie.');
}

function fault(path: string, code: Code, message: string, rule = 'REQ-3'): Fault {
  return { path, code, message, rule };
}

function isBlank(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === 'string' && cleanText(value) === '');
}

/** Codes as they compare: '2a' and ' 2A' are one, '6' and '06' too. */
function items(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => !isBlank(item)).map(code) : [];
}

function code(value: unknown): string {
  const typed = typeof value === 'string' ? cleanText(value).replaceAll(' ', '').toUpperCase() : '';
  return /^[1-9]$/.test(typed) ? `0${typed}` : typed;
}
