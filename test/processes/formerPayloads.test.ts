import { randomBytes } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { formerPayloads } from '../../adapters/temporal/formerPayloads.ts';
import { openTemporal } from '../../adapters/temporal/temporal.ts';
import { eventually } from '../running.ts';
import { temporalAddress } from '../stack.ts';

it('counts the executions under way whose histories a former key encrypted, wherever it stands in them, until they end (S2)', async () => {
  const mark = randomBytes(4).toString('hex');
  const key = (id: string) => ({ id: `${id}-${mark}`, key: randomBytes(32) });
  const [old, fresh] = [key('old'), key('fresh')];
  const settings = { address: temporalAddress(), namespace: 'default' };
  const [before, after] = [await openTemporal(settings, [old]), await openTemporal(settings, [fresh, old])];
  // nobody serves this queue: they stay under way
  const start = (client: typeof before, workflowId: string) =>
    client.workflow.start('purge', { workflowId: `${workflowId}-${mark}`, taskQueue: `none-${mark}`, args: [{}] });
  const begunBefore = await start(before, 'before');
  const begunAfter = await start(after, 'after');
  const late = await start(after, 'late');
  // one of the application's processes that had not been restarted yet
  await before.workflow.getHandle(late.workflowId).signal('look', { by: 'old' });
  const ours = async () => (await formerPayloads(after, fresh.id)).needing;
  await eventually('both are counted', async () => (await ours())[old.id] === 2);
  expect((await ours())[fresh.id]).toBeUndefined();
  await begunBefore.terminate();
  await late.terminate();
  await eventually('none is counted any more', async () => (await ours())[old.id] === undefined);
  await begunAfter.terminate();
  await Promise.all([before.connection.close(), after.connection.close()]);
});

it('reads a history of which one page is more than gRPC takes by itself', async () => {
  const mark = randomBytes(4).toString('hex');
  const key = (id: string) => ({ id: `${id}-${mark}`, key: randomBytes(32) });
  const [old, fresh] = [key('old'), key('fresh')];
  const client = await openTemporal({ address: temporalAddress(), namespace: 'default' }, [old, fresh]);
  const long = { workflowId: `long-${mark}`, taskQueue: `none-${mark}`, args: [{}] };
  const handle = await client.workflow.start('purge', long);
  try {
    for (let nth = 0; nth < 4; nth += 1) await handle.signal('look', randomBytes(600_000).toString('hex'));
    await eventually('it is counted', async () => (await formerPayloads(client, fresh.id)).needing[old.id] === 1);
  } finally {
    await handle.terminate();
    await client.connection.close();
  }
});
