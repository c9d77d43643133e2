import { z } from 'zod';
import { appendAudit } from '../../../adapters/store/journal.ts';
import type { ScheduleFigures } from '../../../adapters/temporal/operations.ts';
import { SCHEDULE_LABELS } from '../../../domain/operations/troubles.ts';
import { actorOf, notFound } from '../../access.ts';
import { RetryLater } from '../../problem.ts';
import { route } from '../../route.ts';
import { idParams, isoOrNull, reason } from '../../shapes/common.ts';
import { scheduleAct, scheduleOut } from '../../shapes/operation.ts';

const RETRY_MS = 5_000;

export const listSchedules = route({
  method: 'get',
  path: '/operations/schedules',
  tag: 'Exploitation',
  summary: 'Tâches planifiées : dernier et prochain passages',
  roles: ['operator'],
  responses: { 200: { description: 'Tâches planifiées', schema: z.object({ items: z.array(scheduleOut) }) } },
  errors: ['INDISPONIBLE'],
  async handler({ deps }) {
    const found = await deps.operations.schedules().catch(away);
    return { status: 200, body: { items: found.map(presentSchedule) } };
  },
});

const ACTS = {
  trigger: 'lancée à la main',
  pause: 'suspendue',
  resume: 'reprise',
} as const;

export const actOnSchedule = route({
  method: 'post',
  path: '/operations/schedules/{id}',
  tag: 'Exploitation',
  summary: 'Lancer maintenant, suspendre ou reprendre une tâche planifiée',
  description: 'Ce qui tourne déjà n’est pas lancé une seconde fois.',
  roles: ['operator'],
  params: idParams,
  body: z.strictObject({ act: scheduleAct, reason: reason.optional() }),
  responses: { 204: { description: 'Fait' } },
  errors: ['INDISPONIBLE'],
  async handler({ deps, person, params, body, ip, at }) {
    const { label } = SCHEDULE_LABELS[params.id] ?? { label: params.id };
    const note = `${person.firstName} ${person.lastName}${body.reason === undefined ? '' : ` : ${body.reason}`}`;
    // Temporal's part comes last: where it does not answer, nothing is told of it
    await deps.db.$transaction(async (tx) => {
      const line = {
        ...{ action: `schedule.${body.act}`, entity: 'schedule', entityId: params.id },
        label: `Tâche planifiée « ${label} » ${ACTS[body.act]}`,
      };
      await appendAudit(tx, [line], { at, actor: actorOf(person, ip), processId: null, caf: null });
      if (!(await deps.operations.actOnSchedule(params.id, body.act, note).catch(away))) throw notFound();
    });
    return { status: 204 };
  },
});

function away(error: unknown): never {
  throw new RetryLater(
    'INDISPONIBLE',
    'Le moteur des processus ne répond pas. Rien n’a été fait : réessayez dans un instant.',
    RETRY_MS,
    error,
  );
}

function presentSchedule({ id, lastAt, nextAt, ...one }: ScheduleFigures): z.input<typeof scheduleOut> {
  const words = SCHEDULE_LABELS[id] ?? { label: id, when: '' };
  return { id, ...words, ...one, lastAt: isoOrNull(lastAt), nextAt: isoOrNull(nextAt) };
}
