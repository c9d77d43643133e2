import { type RowCorrections, rowCorrectionsSchema } from '../../domain/campaign/corrections.ts';
import { type TaskKind, taskKind } from '../../domain/task/kinds.ts';
import type { TaskField } from '../../domain/task/row.ts';
import { type FormBody, list, optional, split, text, yesNo } from '../kit/body.ts';

/** What an outcome's form says, in the shape of the API's `complete`: fields left blank are left out. */
export function outcomeFields(kind: TaskKind, outcome: string, body: FormBody): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const field of taskKind(kind).outcomes[outcome]?.fields ?? []) {
    if (field.type === 'row') Object.assign(fields, corrections(body));
    else {
      const value = readField(field, body);
      if (value !== undefined) fields[field.name] = value;
    }
  }
  return fields;
}

function readField(field: TaskField, body: FormBody): unknown {
  const { name } = field;
  switch (field.type) {
    case 'number': {
      const typed = optional(body, name);
      return typed === undefined || Number.isNaN(Number(typed)) ? typed : Number(typed);
    }
    case 'list': {
      const values = split(body, name);
      return values.length === 0 ? undefined : values;
    }
    case 'profiles':
      return name === 'profiles' ? list(body, name) : under(body, name, (key) => optional(body, key));
    case 'services':
      return list(body, name);
    case 'gaps':
      return under(body, name, (key) => optional(body, key));
    case 'form':
      return eligibilityForm(body, name);
    default:
      return optional(body, name);
  }
}

/** Names that a row's corrections may have, as the form sends them. */
const CORRECTIONS = Object.keys(rowCorrectionsSchema.shape) as (keyof RowCorrections)[];

function corrections(body: FormBody): Record<string, unknown> {
  return Object.fromEntries(
    CORRECTIONS.map((key) => [key, yesNo(body, key) ?? optional(body, key)] as const).filter(
      ([, value]) => value !== undefined,
    ),
  );
}

/** Fields `prefix.x` as an object of x, blank ones left out; undefined when all are. */
function under(body: FormBody, prefix: string, read: (key: string) => unknown): Record<string, unknown> | undefined {
  const entries = Object.keys(body)
    .filter((key) => key.startsWith(`${prefix}.`))
    .map((key) => [key.slice(prefix.length + 1), read(key)] as const)
    .filter(([, value]) => value !== undefined);
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}

/** The eligibility form as typed; undefined when it was left blank as a whole. */
export function eligibilityForm(body: FormBody, prefix: string): Record<string, unknown> | undefined {
  const at = (name: string) => `${prefix}.${name}`;
  const given = [
    yesNo(body, at('casf')),
    yesNo(body, at('cdaph')),
    optional(body, at('places')),
    optional(body, at('autorisation')),
  ];
  if (given.every((value) => value === undefined)) return undefined;
  const places = Number(text(body, at('places')).replace(/\s/g, ''));
  return {
    casf: yesNo(body, at('casf')) ?? false,
    cdaph: yesNo(body, at('cdaph')) ?? false,
    places: Number.isInteger(places) ? places : 0,
    autorisation: text(body, at('autorisation')),
  };
}
