import { loadDossier } from '../adapters/store/dossier/dossierStore.ts';
import { type ProcessRow, processType } from '../adapters/store/queries/processes.ts';
import { requestSteps } from '../domain/accessRequest/steps.ts';
import type { RequestState } from '../domain/accessRequest/transitions.ts';
import { type Step, stepsAt } from '../domain/decision/step.ts';
import { deadlinesOf } from '../domain/dossier/deadlines.ts';
import { type Stories, stepsOf } from '../domain/dossier/steps.ts';
import { type DatedStep, datedSteps, type Planned, plannedOf, type Stay } from '../domain/process/course.ts';
import { stateWordsOf } from '../domain/process/stateLabels.ts';
import type { ApiDeps } from './deps.ts';

/** Steps of a process with their instants, and what it will do by itself. What has no phases has the states that it went through. */
export async function courseOf(
  { db, stories, policy }: Pick<ApiDeps, 'db' | 'stories' | 'policy'>,
  process: ProcessRow,
  at: Date,
): Promise<{ steps: DatedStep[]; planned: Planned[] }> {
  const stays = await db.processStay.findMany({
    where: { processId: process.id },
    orderBy: { id: 'asc' },
    select: { step: true, enteredAt: true, leftAt: true },
  });
  const story = stories[process.type];
  const dossier = story === undefined || process.closedAt !== null ? null : await loadDossier(db, process.id);
  const planned =
    story === undefined || dossier === null
      ? ownNext(process)
      : plannedOf(deadlinesOf({ kind: story.kind, dossier, policy, at }).filter((one) => one.at > at));
  return { steps: stepsOfProcess(stories, process, stays), planned };
}

function stepsOfProcess(stories: Stories, process: ProcessRow, stays: readonly Stay[]): DatedStep[] {
  const type = processType(process);
  const ended = process.closedAt !== null;
  const words = (state: string) => stateWordsOf(type, state);
  if (type === 'accessRequest') {
    const steps = requestSteps(process.state as RequestState);
    return datedSteps(steps, stays, (state) => stepOfRequest(state as RequestState));
  }
  const story = stories[type];
  if (story !== undefined) {
    const phase = (process.facts as { phase?: string | null } | null)?.phase ?? null;
    const steps = stepsOf(story, { phase, state: process.state, ended });
    return datedSteps(steps, stays, (one) => story.kind.phases[one]?.label ?? '');
  }
  const passed = [...new Set([...stays.map(({ step }) => step), process.state])].map(words);
  const here = passed.indexOf(words(process.state));
  const steps: Step[] = stepsAt(passed, ended ? passed.length : here);
  return datedSteps(steps, stays, words);
}

/** The step at which a request stands in this state. */
function stepOfRequest(state: RequestState): string {
  return requestSteps(state).find(({ at }) => at === 'current' || at === 'stopped')?.label ?? '';
}

function ownNext({ nextActionAt, closedAt }: ProcessRow): Planned[] {
  if (nextActionAt === null || closedAt !== null) return [];
  return [{ at: nextActionAt, what: 'Prochaine action automatique', rule: null }];
}
