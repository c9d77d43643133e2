import { listUsersRoute } from '../../api/routes/users/list.ts';
import { DomainError } from '../../domain/errors.ts';
import { USERS } from '../kit/lists.ts';
import { param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';

/** Refuses a form that would be refused once it is filled: nothing is typed for nothing (RGT-2, RGT-17). */
export async function assertCreates(visit: Visit): Promise<void> {
  const params = { id: param(visit.request, 'id') };
  const { createObstacle: obstacle } = await visit.read(USERS, listUsersRoute, { params, query: { limit: '1' } });
  if (obstacle === null) return;
  throw new DomainError(obstacle.code, obstacle.message, obstacle.rule === null ? {} : { rule: obstacle.rule });
}
