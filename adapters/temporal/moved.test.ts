import { expect, test } from '@jest/globals';
import { type Client, ServiceError } from '@temporalio/client';
import { processGateway } from './temporal.ts';

/** As gRPC tells it, and the client wraps it. */
const refused = (code: number) =>
  new ServiceError('Workflow Update failed', {
    cause: Object.assign(new Error(`${code} as Temporal says`), { code, details: '', metadata: {} }),
  });

/** A client whose Temporal refuses an Update in these ways, one after the other, and then takes it. */
function taking(...refusals: Error[]): { client: Client; asked: () => number } {
  let asked = 0;
  const executeUpdate = async () => {
    const refusal = refusals[asked++];
    if (refusal !== undefined) throw refusal;
    return { done: true };
  };
  const client = {
    withDeadline: (_: number, work: () => Promise<unknown>) => work(),
    workflow: { getHandle: () => ({ executeUpdate }) },
  } as unknown as Client;
  return { client, asked: () => asked };
}

const COMMAND = { type: 'esatOnboarding', processId: 'p', commandId: 'c' } as const;

test('a process that was just going on as new takes the Update a moment later: nobody is told to come back (R7, P2)', async () => {
  const { client, asked } = taking(refused(9), refused(9));
  expect(await processGateway(client).deliver(COMMAND)).toBe('done');
  expect(asked()).toBe(3);
});

test('what Temporal refuses otherwise, or for longer than anybody waits, is not confirmed (R7)', async () => {
  const full = taking(refused(8));
  expect(await processGateway(full.client).deliver(COMMAND)).toBe('unconfirmed');
  expect(full.asked()).toBe(1);
  const { client } = taking(...Array.from({ length: 50 }, () => refused(9)));
  expect(await processGateway(client).deliver(COMMAND, 400)).toBe('unconfirmed');
});
