import { statusOfAll } from '../../operations.ts';
import { route } from '../../route.ts';
import { statusOut } from '../../shapes/operation.ts';

export const operationStatus = route({
  method: 'get',
  path: '/operations/status',
  tag: 'Exploitation',
  summary: 'Santé, exécuteurs, files de travail, balayages et ce qui attend',
  roles: ['operator'],
  responses: { 200: { description: 'État de la plateforme', schema: statusOut } },
  async handler({ deps, at }) {
    return { status: 200, body: await statusOfAll(deps, at) };
  },
});
