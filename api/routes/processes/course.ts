import { processById } from '../../../adapters/store/queries/processes.ts';
import { mayRead, notFound, STAFF } from '../../access.ts';
import { courseOf } from '../../course.ts';
import { RetryLater } from '../../problem.ts';
import { route } from '../../route.ts';
import { idParams, iso, isoOrNull } from '../../shapes/common.ts';
import { courseOut, executionOut } from '../../shapes/course.ts';

export const getCourse = route({
  method: 'get',
  path: '/processes/{id}/course',
  tag: 'Dossiers',
  summary: 'Le déroulé : étapes passées et à venir avec leurs instants, et ce qui est prévu',
  roles: STAFF,
  params: idParams,
  responses: { 200: { description: 'Étapes et échéances', schema: courseOut } },
  async handler({ deps, person, params, at }) {
    const process = mayRead(person, await processById(deps.db, params.id));
    const { steps, planned } = await courseOf(deps, process, at);
    return {
      status: 200,
      body: {
        steps: steps.map((step) => ({
          ...step,
          enteredAt: isoOrNull(step.enteredAt),
          leftAt: isoOrNull(step.leftAt),
        })),
        planned: planned.map((one) => ({ ...one, at: iso(one.at) })),
      },
    };
  },
});

const RETRY_MS = 5_000;

export const getExecution = route({
  method: 'get',
  path: '/processes/{id}/execution',
  tag: 'Exploitation',
  summary: 'Ce que le moteur des processus en attend : minuteries, travaux en cours',
  roles: ['operator'],
  params: idParams,
  responses: { 200: { description: 'Exécution', schema: executionOut } },
  errors: ['INDISPONIBLE'],
  async handler({ deps, person, params }) {
    const process = mayRead(person, await processById(deps.db, params.id));
    const pending = await deps.operations.pending(process.id).catch((error: unknown) => {
      throw new RetryLater('INDISPONIBLE', 'Le moteur des processus ne répond pas.', RETRY_MS, error);
    });
    if (pending === null) throw notFound();
    const { startedAt, timers, activities, ...one } = pending;
    return {
      status: 200,
      body: {
        ...one,
        startedAt: iso(startedAt),
        timers: timers.map((timer) => ({ startedAt: iso(timer.startedAt), firesAt: iso(timer.firesAt) })),
        activities: activities.map((activity) => ({ ...activity, nextAt: isoOrNull(activity.nextAt) })),
        page: deps.operations.pageOf(process.id),
      },
    };
  },
});
