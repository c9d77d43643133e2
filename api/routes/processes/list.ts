import { z } from 'zod';
import { countProcesses, DOSSIER_SORTS, listProcesses } from '../../../adapters/store/queries/processes.ts';
import { PROCESS_TYPES } from '../../../domain/process/types.ts';
import { STAFF, scopeOf } from '../../access.ts';
import { route } from '../../route.ts';
import { flag, listOf, sortedQuery } from '../../shapes/common.ts';
import { presentProcess, processOut } from '../../shapes/process.ts';

export const listProcessesRoute = route({
  method: 'get',
  path: '/processes',
  tag: 'Dossiers',
  summary: 'Dossiers (processus), du plus récent au plus ancien',
  roles: STAFF,
  query: z.strictObject({
    ...sortedQuery(DOSSIER_SORTS, '-createdAt'),
    type: z.enum(PROCESS_TYPES).optional().meta({
      description: 'Absent : tous, sauf les suivis de compte (userOnboarding, passwordReset, accountClosure)',
    }),
    status: z.string().min(1).max(40).optional().meta({ description: 'Un état, ou `open`, ou `closed`' }),
    businessKey: z.string().min(1).max(200).optional(),
    caf: z.string().min(1).max(10).optional(),
    late: flag.optional(),
    incident: flag.optional(),
    waitingFor: z.enum(['PARTENAIRE', 'CAF', 'SYSTEME']).optional(),
    campaignId: z.string().min(1).max(200).optional(),
    partnerId: z.string().min(1).max(200).optional(),
  }),
  responses: { 200: { description: 'Dossiers', schema: listOf(processOut) } },
  async handler({ deps, person, query, at }) {
    const [page, total] = await Promise.all([
      listProcesses(deps.db, scopeOf(person), query, at),
      countProcesses(deps.db, scopeOf(person), query, at),
    ]);
    return { status: 200, body: { ...page, total, items: page.items.map((row) => presentProcess(row, at)) } };
  },
});
