import { expect, test } from '@jest/globals';
import { type Client, ServiceError, WorkflowNotFoundError } from '@temporalio/client';
import { processGateway } from './temporal.ts';

/** A client whose Temporal answers an Update, and the start of a workflow, like this. */
function answering({ update, start }: { update: Error; start?: Error }): Client {
  const fail = (error: Error | undefined) => () => Promise.reject(error);
  return {
    withDeadline: (_: number, work: () => Promise<unknown>) => work(),
    workflow: { getHandle: () => ({ executeUpdate: fail(update) }), execute: fail(start) },
  } as unknown as Client;
}

const COMMAND = { type: 'conventionnement', processId: 'p', commandId: 'c' } as const;
const TOO_MANY = Object.assign(new Error('8 RESOURCE_EXHAUSTED: limit on number of concurrent updates'), { code: 8 });

test('what Temporal does not take is not confirmed, and asked again with the same key: no failure of ours (R7)', async () => {
  const wrapped = new ServiceError('Workflow Update failed', { cause: TOO_MANY });
  expect(await processGateway(answering({ update: wrapped })).deliver(COMMAND)).toBe('unconfirmed');
  const gone = new WorkflowNotFoundError('gone', 'p', undefined);
  expect(await processGateway(answering({ update: gone, start: wrapped })).deliver(COMMAND)).toBe('unconfirmed');
});

test('what nobody has foreseen stays a failure', async () => {
  await expect(processGateway(answering({ update: new TypeError('ours') })).deliver(COMMAND)).rejects.toThrow('ours');
});

test('an act that was under way as its process began anew goes to the run that took its place, not beside it', async () => {
  const answers = [new WorkflowNotFoundError('gone', 'p', undefined), { done: true }];
  const client = {
    withDeadline: (_: number, work: () => Promise<unknown>) => work(),
    workflow: {
      getHandle: () => ({
        executeUpdate: async () => {
          const next = answers.shift();
          if (next instanceof Error) throw next;
          return next;
        },
      }),
      execute: async () => undefined,
    },
  } as unknown as Client;
  expect(await processGateway(client).deliver(COMMAND)).toBe('done');
});
