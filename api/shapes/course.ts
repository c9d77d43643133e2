import { z } from 'zod';
import { instant } from './common.ts';

export const courseOut = z
  .object({
    steps: z.array(
      z.object({
        label: z.string(),
        at: z.enum(['done', 'current', 'stopped', 'ahead']),
        enteredAt: instant.nullable(),
        leftAt: instant.nullable(),
      }),
    ),
    planned: z.array(z.object({ at: instant, what: z.string(), rule: z.string().nullable() })).meta({
      description: 'Ce qui se fera de soi-même si rien n’arrive avant, le plus proche d’abord',
    }),
  })
  .meta({ id: 'Course' });

export const executionOut = z
  .object({
    running: z.boolean(),
    startedAt: instant,
    events: z.int().meta({ description: 'Événements de son histoire' }),
    taskAttempt: z.int().meta({ description: 'Plus d’un : son programme échoue, ou personne ne le prend' }),
    timers: z.array(z.object({ startedAt: instant, firesAt: instant })),
    activities: z.array(z.object({ name: z.string(), attempt: z.int(), nextAt: instant.nullable() })),
    page: z.string().nullable().meta({ description: 'Sa page dans l’interface du moteur des processus' }),
  })
  .meta({ id: 'Execution' });
