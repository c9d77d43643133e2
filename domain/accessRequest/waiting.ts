import type { WaitingFor } from '../decision/waiting.ts';
import type { Projection } from '../dossier/waiting.ts';
import { inSentence } from '../formats/text.ts';
import { frenchDate } from '../policy/calendar.ts';
import type { Policy } from '../policy/policy.ts';
import { taskKind } from '../task/kinds.ts';
import { requestDeadlines, requestExpiry } from './deadlines.ts';
import { isFinal, type RequestState } from './transitions.ts';
import type { AccessRequest } from './types.ts';

/** What pages, lists and the process itself read of a request: all derived from it. */
export type RequestProjection = Omit<Projection, 'state'> & { state: RequestState };

/** Derives the projection of a request. */
export function projectRequest(request: AccessRequest, policy: Policy): RequestProjection {
  const waitingFor = waitingOf(request, policy);
  return {
    state: request.state,
    waitingFor,
    nextActionAt: requestDeadlines(request, policy)[0]?.at ?? null,
    dueAt: waitingFor?.until ?? null,
    ended: isFinal(request.state),
  };
}

function waitingOf(request: AccessRequest, policy: Policy): WaitingFor | null {
  if (isFinal(request.state)) return null;
  const tasks = request.tasks
    .filter((task) => task.state === 'OUVERTE')
    .sort((a, b) => a.due.getTime() - b.due.getTime());
  const due = tasks[0]?.due ?? null;
  const addressTask = tasks.find((task) => task.kind === 'CORRIGER_COURRIEL');
  if (addressTask !== undefined && request.state === 'COMPLEMENT_DEMANDE') {
    return {
      who: 'CAF',
      what: inSentence(taskKind(addressTask.kind).label),
      until: addressTask.due,
      then: 'La tâche est signalée en retard.',
    };
  }
  if (request.state === 'COMPLEMENT_DEMANDE') {
    const until = requestExpiry(request, policy);
    return {
      who: 'PARTENAIRE',
      what: 'répondre à la demande de complément',
      until,
      then:
        until === null
          ? 'La demande est classée sans suite.'
          : `Sans réponse, la demande est classée sans suite le ${frenchDate(until)}.`,
    };
  }
  const what = request.state === 'DEPOSEE' ? 'prendre en charge la demande' : 'examiner la demande et décider';
  return { who: 'CAF', what, until: due, then: 'La tâche est signalée en retard.' };
}
