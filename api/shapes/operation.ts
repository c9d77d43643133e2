import { z } from 'zod';
import { SCHEDULE_ACTS } from '../../adapters/temporal/operations.ts';
import { TROUBLE_KINDS, type TroubleKind } from '../../domain/operations/troubles.ts';
import { RUN_STATES } from '../../domain/operations/workers.ts';
import { instant } from './common.ts';

/** Ages are told in milliseconds. */
const ageMs = z.int().min(0);

export const workerOut = z
  .object({
    host: z.string().meta({ description: 'Numéro du programme et machine' }),
    state: z.enum(RUN_STATES),
    startedAt: instant,
    silentMs: ageMs.meta({ description: 'Temps écoulé depuis son dernier signe' }),
    queues: z.array(z.string()).meta({ description: 'Files où il a demandé du travail récemment' }),
  })
  .meta({ id: 'Worker' });

export const queueOut = z
  .object({
    queue: z.string(),
    kind: z.enum(['workflow', 'activity']),
    backlog: z.int().meta({ description: 'Travaux qui attendent un exécuteur' }),
    oldestMs: ageMs,
    pollers: z.int().meta({ description: 'Exécuteurs qui ont demandé du travail récemment' }),
  })
  .meta({ id: 'TaskQueue' });

export const statusOut = z
  .object({
    parts: z.array(z.object({ name: z.string(), state: z.enum(['ok', 'down']) })),
    workers: z.array(workerOut),
    queues: z.array(queueOut).nullable().meta({ description: 'null : Temporal ne répond pas' }),
    sweep: z.object({ silentMs: ageMs, state: z.enum(['EN_MARCHE', 'MUET']) }).nullable(),
    backlog: z.object({
      mails: z.int(),
      mailsOverdue: z.int(),
      mailsInTrouble: z.int(),
      processesInTrouble: z.int(),
      unconfirmed: z.int(),
      unstarted: z.int(),
      sealedAt: instant.nullable(),
    }),
  })
  .meta({ id: 'OperationStatus' });

export const scheduleOut = z
  .object({
    id: z.string(),
    label: z.string(),
    when: z.string(),
    paused: z.boolean(),
    note: z.string().nullable(),
    running: z.boolean(),
    lastAt: instant.nullable(),
    nextAt: instant.nullable(),
  })
  .meta({ id: 'Schedule' });

export const scheduleAct = z.enum(SCHEDULE_ACTS);

export const troubleOut = z
  .object({
    kind: z.enum(Object.keys(TROUBLE_KINDS) as [TroubleKind, ...TroubleKind[]]),
    about: z.string(),
    words: z.string().meta({ description: 'Ce qui ne va pas, et ce qu’il y a à faire' }),
    since: instant.nullable(),
    caf: z.string().nullable(),
    processId: z.string().nullable(),
    mailId: z.string().nullable(),
  })
  .meta({ id: 'Trouble' });
