import type { Played } from '../played.ts';

export const CARRIED_OUT = { accepted: true, done: true };

/** Sends a command while an activity of the process is under way, so that it waits for its turn; sees that it has been taken in. */
export async function waitingItsTurn(played: Played, commandId: string): Promise<{ answer: Promise<unknown> }> {
  const before = await played.events('WORKFLOW_EXECUTION_UPDATE_ACCEPTED');
  const answer = played.command(commandId);
  answer.catch(() => undefined); // looked at when its time comes
  await played.until(async () => (await played.events('WORKFLOW_EXECUTION_UPDATE_ACCEPTED')) > before);
  return { answer };
}
