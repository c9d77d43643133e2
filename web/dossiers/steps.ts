import { requestSteps } from '../../domain/accessRequest/steps.ts';
import type { RequestState } from '../../domain/accessRequest/transitions.ts';
import type { Step } from '../../domain/decision/step.ts';
import { type Stories, stepsOf as stepsOfStory } from '../../domain/dossier/steps.ts';

/** A process as its page or its mailed link shows it. */
interface Shown {
  type: string;
  state: string;
  phase: string | null;
  ended: boolean;
}

/** Where a process stands, as the ordered steps of the written procedure (U2). Types that have no steps of their own get none. */
export function stepsOf(stories: Stories, process: Shown, toPartner = false): Step[] {
  if (process.type === 'accessRequest') return requestSteps(process.state as RequestState);
  const story = stories[process.type];
  return story === undefined ? [] : stepsOfStory(story, process, toPartner);
}
