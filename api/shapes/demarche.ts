import { z } from 'zod';
import type { ProcessRow } from '../../adapters/store/queries/processes.ts';
import { MEDIA_TYPES } from '../../domain/attachment/mediaType.ts';
import { quartersOver, quarterWords, yearsOver } from '../../domain/demarche/calendar.ts';
import type { Field } from '../../domain/demarche/forms/form.ts';
import { DEMARCHE_FORMS } from '../../domain/demarche/forms/index.ts';
import { DEMARCHE_STATES, type DemarcheState } from '../../domain/demarche/transitions.ts';
import { type DemarcheFacts, SAID_BY } from '../../domain/demarche/types.ts';
import { DEMARCHE_CODES, DEMARCHES, type DemarcheCode } from '../../domain/protege/demarches.ts';
import { id, instant, iso, isoOrNull } from './common.ts';
import { isLate, waitingForOut } from './process.ts';

export const demarcheCode = z.enum(DEMARCHE_CODES as [DemarcheCode, ...DemarcheCode[]]);

const choiceOut = z.object({ value: z.string(), label: z.string() });
/** A declared form as an endpoint tells it: enough to show it and to fill it in. */
export const demarcheFormOut = z
  .object({
    code: demarcheCode,
    title: z.string(),
    intro: z.string(),
    fields: z.array(
      z.object({
        key: z.string(),
        label: z.string(),
        kind: z.string(),
        hint: z.string().nullable(),
        optional: z.boolean(),
        when: z
          .object({ field: z.string(), is: z.array(z.union([z.string(), z.boolean()])), words: z.string() })
          .nullable()
          .meta({ description: 'À remplir seulement dans ce cas' }),
        choices: z.array(choiceOut),
        dates: z.enum(['past', 'future', 'any']).nullable(),
        min: z.number().nullable(),
        max: z.number().nullable().meta({ description: 'Nombre, montant, longueur ou nombre d’enfants' }),
      }),
    ),
    next: z.array(z.string()).meta({ description: 'Ce qui se passe ensuite' }),
  })
  .meta({ id: 'DemarcheForm' });

/** A form of the table, its periods as they are today ('YYYY-MM-DD'). */
export function presentForm(code: DemarcheCode, today: string): z.input<typeof demarcheFormOut> {
  const { intro, fields, next } = DEMARCHE_FORMS[code];
  return {
    ...{ code, title: DEMARCHES[code], intro, next: [...next] },
    fields: fields.map((field) => ({
      ...{ key: field.key, label: field.label, kind: field.kind },
      hint: field.hint ?? null,
      optional: field.optional === true,
      when: field.when === undefined ? null : { ...field.when, is: [...field.when.is] },
      choices: choicesOf(field, today),
      dates: 'dates' in field ? field.dates : null,
      min: 'min' in field ? field.min : null,
      max: 'max' in field ? field.max : null,
    })),
  };
}

/** What may be chosen in a field; none where it is typed. */
function choicesOf(field: Field, today: string): z.input<typeof choiceOut>[] {
  switch (field.kind) {
    case 'choice':
    case 'choices':
      return entries(field.choices);
    case 'children':
      return entries(field.situations ?? {});
    case 'quarter':
      return quartersOver(today, field.back).map((value) => ({ value, label: quarterWords(value) }));
    case 'year':
      return yearsOver(today, field.back).map((value) => ({ value, label: value }));
    default:
      return [];
  }
}

const entries = (words: Readonly<Record<string, string>>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** A démarche without whom and what it is about: what an answer kept for its Idempotency-Key may hold. */
export const demarcheStateOut = z
  .object({
    id,
    number: z.string(),
    form: demarcheCode,
    title: z.string(),
    state: z.enum(DEMARCHE_STATES),
    partnerId: id,
    organisme: z.string(),
    caf: z.string(),
    waitingFor: waitingForOut.nullable(),
    dueAt: instant.nullable(),
    late: z.boolean(),
    createdAt: instant,
    closedAt: instant.nullable(),
  })
  .meta({ id: 'DemarcheState' });

export const demarcheItemOut = demarcheStateOut
  .extend({
    protege: z
      .object({ reference: id, name: z.string() })
      .nullable()
      .meta({ description: 'Pour le tuteur ; la Caf le lit dans la démarche' }),
  })
  .meta({ id: 'DemarcheItem' });

export const demarcheOut = demarcheStateOut
  .extend({
    protege: z
      .object({
        reference: id,
        number: z.string(),
        lastName: z.string(),
        firstName: z.string(),
        birthDate: z.string(),
        measure: z.string(),
      })
      .nullable()
      .meta({ description: 'Tel que connu au dépôt ; null une fois effacé' }),
    declared: z.array(z.object({ label: z.string(), value: z.string() })),
    exchanges: z.array(
      z.object({
        at: instant,
        by: z.enum(SAID_BY),
        what: z.enum(['ask', 'supply', 'accept', 'refuse', 'close', 'expire']),
        text: z.string().nullable().meta({ description: 'null : sans texte, ou effacé' }),
        file: z
          .object({ id, mediaType: z.enum(MEDIA_TYPES), size: z.int() })
          .nullable()
          .meta({ description: 'Fichier joint, sous `files/{id}` ; null : aucun, ou effacé' }),
      }),
    ),
    purged: z.boolean().meta({ description: 'Ce qui a été déclaré est effacé, son terme passé' }),
  })
  .meta({ id: 'Demarche' });

export const demarcheFacts = (row: Pick<ProcessRow, 'facts'>): DemarcheFacts => row.facts as unknown as DemarcheFacts;

export function presentState(row: ProcessRow, at: Date): z.input<typeof demarcheStateOut> {
  const { number, form } = demarcheFacts(row);
  return {
    ...{ id: row.id, number, form, title: DEMARCHES[form], state: row.state as DemarcheState },
    ...{ partnerId: row.partnerId ?? '', organisme: row.label, caf: row.caf },
    waitingFor: row.waitingFor as z.input<typeof waitingForOut> | null,
    dueAt: isoOrNull(row.dueAt),
    late: isLate(row, at),
    createdAt: iso(row.createdAt),
    closedAt: isoOrNull(row.closedAt),
  };
}
