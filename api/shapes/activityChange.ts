import { z } from 'zod';
import type { ProcessRow } from '../../adapters/store/queries/processes.ts';
import { ACTIVITY_CHANGE_STATES, type ActivityChangeState } from '../../domain/activityChange/procedure.ts';
import {
  type ActivityChangeFacts,
  CHANGE_CODES,
  CHANGE_FIELD_NAMES,
  CHANGE_FIELDS,
  CHANGES,
  type ChangeCode,
  type ChangeField,
} from '../../domain/activityChange/types.ts';
import { sought } from '../../domain/formats/schemas.ts';
import { id, instant, iso, isoOrNull, meant } from './common.ts';
import { isLate, waitingForOut } from './process.ts';

const changeCode = z.enum(CHANGE_CODES as [ChangeCode, ...ChangeCode[]]);
const field = sought(320).default('');

/** A change as it was typed: every fault is told together. */
export const typedChangeBody = z
  .strictObject({
    ...(Object.fromEntries(
      CHANGE_FIELD_NAMES.map((name) => [name, field.meta({ description: CHANGE_FIELDS[name] })]),
    ) as Record<ChangeField, typeof field>),
    confirmed: meant,
  })
  .meta({ id: 'ActivityChangeTyped' });

/** A change without whom it is about: what an answer kept for its Idempotency-Key may hold. */
export const changeStateOut = z
  .object({
    id,
    number: z.string(),
    change: changeCode,
    title: z.string(),
    state: z.enum(ACTIVITY_CHANGE_STATES),
    organisme: z.string(),
    caf: z.string().meta({ description: 'Caf du travailleur' }),
    waitingFor: waitingForOut.nullable(),
    dueAt: instant.nullable(),
    late: z.boolean(),
    createdAt: instant,
    closedAt: instant.nullable(),
  })
  .meta({ id: 'ActivityChangeState' });

const said = z.array(z.object({ label: z.string(), value: z.string() }));
export const changeOut = changeStateOut
  .extend({
    worker: said,
    declared: said,
    answer: z.string().nullable().meta({ description: 'Ce que la Caf a écrit' }),
    purged: z.boolean().meta({ description: 'Ce qui a été déclaré est effacé, son terme passé' }),
  })
  .meta({ id: 'ActivityChange' });

export const knownWorkerOut = z
  .object({
    ref: z.string(),
    number: z.string(),
    lastName: z.string(),
    firstName: z.string(),
    birthDate: z.iso.date(),
    caf: z.string(),
    rate: z.number().meta({ description: 'Taux d’activité connu' }),
    rateOn: z.iso.date(),
    last: z.object({ change: changeCode, effectiveOn: z.iso.date() }).nullable(),
  })
  .meta({ id: 'EsatWorker' });

export const changeFacts = (row: Pick<ProcessRow, 'facts'>): ActivityChangeFacts =>
  row.facts as unknown as ActivityChangeFacts;

/** Where a change stands; names nobody. */
export function presentChange(row: ProcessRow, at: Date): z.input<typeof changeStateOut> {
  const { number, change } = changeFacts(row);
  return {
    ...{ id: row.id, number, change, title: CHANGES[change], state: row.state as ActivityChangeState },
    ...{ organisme: row.label, caf: row.caf },
    waitingFor: row.waitingFor as z.input<typeof waitingForOut> | null,
    ...{ dueAt: isoOrNull(row.dueAt), late: isLate(row, at) },
    ...{ createdAt: iso(row.createdAt), closedAt: isoOrNull(row.closedAt) },
  };
}
