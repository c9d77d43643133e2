import type { z } from 'zod';
import { isCode } from '../codes.ts';
import { type Fault, missing, unasked } from '../errors.ts';

/** What a custom issue says of itself in its `params`. */
export type FaultParams = Pick<Fault, 'code' | 'rule'>;

type Issue = z.core.$ZodIssue;

/** zod's own English texts; a message that a schema's author wrote is kept as it is. */
const ZOD_DEFAULT = /^(Invalid |Invalid$|Too (small|big)|Unrecognized key)/;

/**
 * Every fault of a refused input, as the API and the forms show them: path 'members.0.email', stable code, French message, rule.
 * A custom issue gives its own code and rule in `params` (see schemas.ts); others get CHAMP_OBLIGATOIRE, CHAMP_INCONNU or
 * CHAMP_INVALIDE. Pass the parsed `input` too: only it tells a missing choice from a wrong one.
 */
export function faultsOf(error: z.ZodError, input?: unknown): Fault[] {
  return error.issues.flatMap((issue) => faultsOfIssue(issue, [], input));
}

function faultsOfIssue(issue: Issue, prefix: readonly PropertyKey[], input: unknown): Fault[] {
  const keys = [...prefix, ...issue.path];
  const path = keys.map(String).join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => unasked(path === '' ? key : `${path}.${key}`));
  }
  if (issue.code === 'custom') return [customFault(path, issue)];
  if (isMissing(issue, keys, input)) return [missing(path, 'Ce champ est obligatoire.')];
  const closest = issue.code === 'invalid_union' ? closestBranch(issue.errors) : undefined;
  if (closest) return closest.flatMap((inner) => faultsOfIssue(inner, keys, input));
  return [
    { path, code: 'CHAMP_INVALIDE', message: ZOD_DEFAULT.test(issue.message) ? frenchMessage(issue) : issue.message },
  ];
}

function customFault(path: string, issue: Extract<Issue, { code: 'custom' }>): Fault {
  const params = issue.params ?? {};
  const code = isCode(params.code) ? params.code : 'CHAMP_INVALIDE';
  const message = ZOD_DEFAULT.test(issue.message) ? "Cette valeur n'est pas acceptée." : issue.message;
  return typeof params.rule === 'string' ? { path, code, message, rule: params.rule } : { path, code, message };
}

function isMissing(issue: Issue, keys: readonly PropertyKey[], input: unknown): boolean {
  if (issue.code === 'too_small') return issue.origin === 'string' && Number(issue.minimum) === 1;
  if (input !== undefined) {
    const value = valueAt(input, keys);
    return value === undefined || value === null || value === '';
  }
  return issue.code === 'invalid_type' && /received undefined$/.test(issue.message);
}

function valueAt(input: unknown, keys: readonly PropertyKey[]): unknown {
  let value: unknown = input;
  for (const key of keys) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
}

/** Of the branches of a union, the one that fails on details only, with the fewest issues; undefined when each fails as a whole. */
function closestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const onDetails = branches.filter((issues) => issues.length > 0 && issues.every((issue) => issue.path.length > 0));
  return onDetails.sort((a, b) => a.length - b.length)[0];
}

function frenchMessage(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return KINDS[issue.expected] ?? "Cette valeur n'est pas de celles qui sont attendues ici.";
    case 'too_small':
      return `${BOUNDS[issue.origin]?.least ?? 'Au moins'} ${limit(issue.minimum, issue.inclusive, issue.origin)}.`;
    case 'too_big':
      return `${BOUNDS[issue.origin]?.most ?? 'Au plus'} ${limit(issue.maximum, issue.inclusive, issue.origin)}.`;
    case 'invalid_value':
      // the values are codes, which only the contract (OpenAPI) tells: people see their labels, and a box has but one
      return issue.values.every((value) => value === true)
        ? 'Cochez cette case.'
        : 'Choisissez une des réponses proposées.';
    case 'invalid_format':
      return FORMATS[issue.format] ?? "Le format n'est pas le bon.";
    case 'not_multiple_of':
      return `Un multiple de ${issue.divisor} est attendu.`;
    default:
      return "Cette valeur n'est pas acceptée.";
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'Un texte est attendu.',
  number: 'Un nombre est attendu.',
  int: 'Un nombre entier est attendu.',
  boolean: 'Répondez par oui ou par non.',
  array: 'Une liste est attendue.',
  object: 'Plusieurs informations sont attendues ici.',
  record: 'Plusieurs informations sont attendues ici.',
  date: 'Une date est attendue.',
};

const BOUNDS: Readonly<Record<string, { least: string; most: string }>> = {
  number: { least: 'La valeur est trop petite : au moins', most: 'La valeur est trop grande : au plus' },
  string: { least: 'Le texte est trop court : au moins', most: 'Le texte est trop long : au plus' },
  array: { least: 'La liste est trop courte : au moins', most: 'La liste est trop longue : au plus' },
};

const UNITS: Readonly<Record<string, string>> = { string: 'caractère', array: 'élément', file: 'octet' };

function limit(bound: number | bigint, inclusive: boolean | undefined, origin: string): string {
  const unit = UNITS[origin];
  const words = unit ? `${bound} ${unit}${Number(bound) > 1 ? 's' : ''}` : String(bound);
  return inclusive === false ? `${words} (exclu)` : words;
}

const FORMATS: Readonly<Record<string, string>> = {
  date: 'Une date est attendue, par exemple 2025-06-30.',
  datetime: 'Une date et une heure sont attendues, par exemple 2025-06-30T12:00:00Z.',
  email: 'Une adresse de courriel est attendue.',
  url: 'Une adresse web est attendue.',
  uuid: 'Un identifiant est attendu.',
};
