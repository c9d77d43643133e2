import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { eventually } from '../running.ts';
import { People } from './people.ts';
import { pause, startVictims, type Victims } from './victims.ts';

let victims: Victims;
let people: People;

beforeAll(async () => {
  victims = await startVictims();
  people = new People(victims.apiUrl, victims.database, victims.keys);
});
afterAll(() => victims?.stop());

/** Where a process stands, as its workflow believes. */
async function believed(id: string): Promise<{ state: string; nextActionAt: string | null }> {
  return victims.client.workflow.getHandle(id).query('status');
}

/** Does the next act on a dossier and lets its facts be committed; then all who know of it die before Temporal has heard of them. */
async function actAndDie(id: string): Promise<void> {
  const { database, wire } = victims;
  let act: Promise<unknown> = Promise.resolve();
  await database.$transaction(async (tx) => {
    const [mine] = await tx.$queryRaw<{ pid: number }[]>`SELECT pg_backend_pid() AS pid`;
    await tx.$queryRaw`SELECT 1 FROM process WHERE id = ${id} FOR UPDATE`;
    act = people.next(id).catch(() => undefined);
    await eventually('the act, which waits for the dossier', async () => {
      const waiting = await database.$queryRaw<unknown[]>`
        SELECT 1 FROM pg_stat_activity WHERE ${mine?.pid ?? 0} = ANY (pg_blocking_pids(pid))`;
      return waiting.length > 0;
    });
    wire.mute();
  });
  await eventually('its outcome', async () => {
    const [row] = await database.$queryRaw<{ done: boolean }[]>`
      SELECT outcome IS NOT NULL AS done FROM command WHERE process_id = ${id} ORDER BY created_at DESC LIMIT 1`;
    return row?.done === true;
  });
  await victims.killWhoKnows();
  await act;
}

test('facts that nobody is left to tell Temporal of reach the workflow of a process that goes on (R1)', async () => {
  const { database } = victims;
  const id = await people.onboard(7001, () => pause(100));
  const stateOf = async () => (await database.process.findUniqueOrThrow({ where: { id } })).state;
  await eventually('the documents', async () => {
    if ((await stateOf()) === 'DOCUMENTS_ENVOYES') return true;
    await people.next(id);
    return false;
  });
  await eventually('the workflow', async () => (await believed(id)).state === 'DOCUMENTS_ENVOYES');
  await actAndDie(id);
  expect(await stateOf()).toBe('BULLETIN_COMPLETE');
  await eventually(
    'the workflow to know',
    async () => (await believed(id).catch(() => null))?.state === 'BULLETIN_COMPLETE',
  );
  const { nextActionAt } = await database.process.findUniqueOrThrow({ where: { id } });
  expect((await believed(id)).nextActionAt).toBe(nextActionAt?.toISOString() ?? null);
  await eventually(
    'nothing left to tell',
    async () => (await database.command.count({ where: { toldAt: null } })) === 0,
  );
}, 600_000);
