import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { processId } from '../../domain/process/types.ts';
import { eventually } from '../../test/running.ts';
import { createTestDatabase, openTestDatabase } from '../../test/stack.ts';
import type { Database } from '../store/prisma.ts';
import { newProcessRow, processInsert } from '../store/processRow.ts';
import { reportDoubt, reportRefusal } from './mailRefusal.ts';
import type { ClaimedMail } from './outbox.ts';

const AT = new Date('2026-03-02T09:00:00Z');

let scratch: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
beforeAll(async () => {
  scratch = await createTestDatabase();
  database = openTestDatabase(scratch.url, 6);
});
afterAll(async () => {
  await database?.$disconnect();
  await scratch?.drop();
});

/** An import under way. Returns its process id. */
async function importing(businessKey: string): Promise<string> {
  const words = { caf: '93', label: 'Import', state: 'EN_COURS', facts: {}, createdBy: 'personne' };
  await database.$executeRaw(processInsert(newProcessRow({ type: 'userImport', businessKey, turn: 1, ...words }, AT)));
  return processId('userImport', businessKey, 1);
}

const mailOf = (process: string, id: string) =>
  ({ id, processId: process, template: 'MAIL-1', recipient: `${id}@x.example`, params: {} }) as unknown as ClaimedMail;

/** What the journal says was amiss before and after, line by line. */
async function told(process: string): Promise<unknown[]> {
  const lines = await database.auditLine.findMany({ where: { processId: process }, orderBy: { id: 'asc' } });
  return lines.map(({ action, before, after }) => [action, before, after]);
}

describe('a refusal and a doubt about mails of one import at the same moment (R2)', () => {
  test.each([
    ['the refusal first', reportRefusal, reportDoubt, 'ENVOI_ECHOUE', 'mail.refused', 'mail.doubted'],
    ['the doubt first', reportDoubt, reportRefusal, 'ENVOI_INCERTAIN', 'mail.doubted', 'mail.refused'],
  ] as const)(
    '%s: a refusal stays, and the journal says what was there',
    async (name, one, other, between, ...actions) => {
      const process = await importing(name);
      let waiting: Promise<void> = Promise.resolve();
      await database.$transaction(
        async (tx) => {
          await one(tx, mailOf(process, 'm1'), AT);
          waiting = database.$transaction((second) => other(second, mailOf(process, 'm2'), AT), { timeout: 30_000 });
          await eventually('the other waits', async () => {
            const waits = await database.$queryRaw<unknown[]>`
            SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
            return waits.length > 0;
          });
        },
        { timeout: 30_000 },
      );
      await waiting;
      expect(await database.process.findUniqueOrThrow({ where: { id: process } })).toMatchObject({
        incident: 'ENVOI_ECHOUE',
      });
      expect(await told(process)).toEqual([
        [actions[0], { incident: null }, { incident: between }],
        [actions[1], { incident: between }, { incident: 'ENVOI_ECHOUE' }],
      ]);
    },
  );
});
