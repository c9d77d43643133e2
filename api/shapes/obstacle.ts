import { z } from 'zod';
import type { DomainError } from '../../domain/errors.ts';
import { codeSchema, id } from './common.ts';

/** Why something would be refused now, told before it is asked for. */
export const obstacleOut = z
  .object({
    code: codeSchema,
    message: z.string(),
    rule: z.string().nullable(),
    processId: id.nullable().meta({ description: 'Dossier qui s’y oppose' }),
  })
  .meta({ id: 'Obstacle' });

export function presentObstacle(refusal: DomainError | null): z.input<typeof obstacleOut> | null {
  if (refusal === null) return null;
  const { code, message, rule = null, faults } = refusal;
  return { code, message, rule, processId: faults.find(({ path }) => path === 'processId')?.message ?? null };
}
