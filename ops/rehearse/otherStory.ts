import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from './engine.ts';

/** The story that another release tells otherwise. */
export const STORY = 'workflows/esatOnboarding/workflow.ts';

/** The text of that story in another release. Throws where nothing of it changes. */
export function retold(story: (now: string) => string): string {
  const now = readFileSync(path.join(ROOT, STORY), 'utf8');
  const next = story(now);
  if (next === now) throw new Error('The story is the same');
  return next;
}

/** Nothing is to lead to the phase « opening » any more (docs/architecture.md § Changing a running process): that line of the route, now and then. */
export const CHANGED = ["inForce: 'opening'", "inForce: 'people'"] as const;

/** … as a release says it: the former route beside the new one, which what begins now goes by. Takes and gives the text of the story's file. */
export function withoutOpening(now: string): string {
  const [table] = /export const esatOnboardingRoute =[\s\S]*?satisfies Route<Kind>;/.exec(now) ?? [''];
  const former = table.replace('esatOnboardingRoute', 'formerRoute');
  return now
    .replace(table, `${table.replace(...CHANGED)}\n${former}`)
    .replace(', esatOnboardingRoute)', ", patched('noOpening') ? esatOnboardingRoute : formerRoute)")
    .replace('import ', "import { patched } from '@temporalio/workflow';\nimport ");
}
