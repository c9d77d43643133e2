import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hashPassword } from '../../adapters/identity/passwords.ts';
import { newId } from '../../adapters/store/ids.ts';
import { openPartner } from '../../ops/seed/openPartner.ts';
import { importedPeople } from '../people.ts';
import { eventually, type Running, startProcesses } from '../running.ts';

let running: Running;
beforeAll(async () => {
  running = await startProcesses();
  await openPartner(running.database, await hashPassword(newId()), new Date());
});
afterAll(() => running.stop());

const PEOPLE = 60;

describe('import of users', () => {
  test('goes on where it was when its worker is replaced, and makes each account once (R1)', async () => {
    const { database, gateway } = running;
    const processId = await database.$transaction((tx) => importedPeople(tx, PEOPLE));
    const created = () => database.userImportRow.count({ where: { processId, state: 'CREE' } });
    const first = await running.startWorker();
    await gateway.start({ type: 'userImport', processId });
    await eventually('some accounts', async () => (await created()) > 0);
    await first.stop();
    expect(await created()).toBeLessThan(PEOPLE);
    await running.startWorker();
    await eventually(
      'the end of the import',
      async () => (await database.process.findUniqueOrThrow({ where: { id: processId } })).closedAt,
    );
    expect(await created()).toBe(PEOPLE);
    const users = await database.user.findMany({ where: { email: { startsWith: 'ana.import' } } });
    expect(new Set(users.map(({ email }) => email)).size).toBe(users.length);
    expect(users).toHaveLength(PEOPLE);
    const onboardings = users.map(({ id }) => `user-onboarding-${id}`);
    expect(await database.mail.count({ where: { processId: { in: onboardings } } })).toBe(2 * PEOPLE);
  });
});
