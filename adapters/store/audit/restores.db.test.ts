import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { createTestDatabase, openTestDatabase, type TestDatabase } from '../../../test/stack.ts';
import { appendAudit } from '../journal.ts';
import type { Database } from '../prisma.ts';
import { factsOf } from '../restored.ts';
import { headSigner, type SignedHead } from './head.ts';
import { sealNext } from './seal.ts';
import { verifyAudit } from './verify.ts';

const signer = headSigner([{ id: 'k', key: Buffer.alloc(32, 7) }]);
const HOUR_MS = 3_600_000;

let scratch: TestDatabase;
let app: Database;
let owner: Database;
/** heads as they were kept outside */
let heads: SignedHead[];
beforeAll(async () => {
  scratch = await createTestDatabase();
  app = openTestDatabase(scratch.url, 4);
  owner = openTestDatabase(scratch.ownerUrl, 2);
});
afterAll(async () => {
  await Promise.all([app.$disconnect(), owner.$disconnect()]);
  await scratch.drop();
});
beforeEach(async () => {
  await owner.$executeRaw`TRUNCATE audit_line, audit_chain, audit_head, audit_checkpoint`;
  heads = [];
});

async function write(label: string, action = 'essai', at = new Date(), after: unknown = null): Promise<void> {
  const actor = { id: 'a', role: 'agent', label: 'A', ip: null } as const;
  const line = { action, entity: 'partner', entityId: 'p', label, after };
  await appendAudit(app, [line], { at, actor, processId: null, caf: null });
}

/** Every running transaction of the server holds the sealer up, those of other tests too. */
async function seal(lines: number, at: Date): Promise<void> {
  while ((await app.auditChain.count()) < lines) {
    const head = await sealNext(app, signer, at);
    if (head !== null) heads.push(head);
    else await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const verify = () => verifyAudit(app, signer, { heads, checkpoints: [] });

/** As a restore leaves it: the newest line and all that knew of it are gone. */
async function loseNewest(): Promise<void> {
  await owner.$executeRaw`DELETE FROM audit_head WHERE position = (SELECT max(position) FROM audit_chain)`;
  await owner.$executeRaw`DELETE FROM audit_line WHERE id = (SELECT max(id) FROM audit_line)`;
  await owner.$executeRaw`DELETE FROM audit_chain c WHERE NOT EXISTS (SELECT 1 FROM audit_line l WHERE l.id = c.line_id)`;
}

/** Two lines sealed before the instant of the facts, one after it, which a restore lost; whether a line tells so. */
async function restored({ told }: { told: boolean }): Promise<Date> {
  await write('un');
  await write('deux');
  const since = (await factsOf(app)) ?? new Date(0);
  await seal(2, new Date(since.getTime() - HOUR_MS));
  await write('trois');
  await seal(3, new Date(since.getTime() + HOUR_MS));
  await loseNewest();
  expect(await factsOf(app)).toEqual(since);
  if (told) await write('tous', 'restore.all', new Date(since.getTime() + 2 * HOUR_MS), { factsOf: since });
  return since;
}

test('a restore that is told lost what younger heads vouch for: which, and that all before is as it was', async () => {
  const since = await restored({ told: true });
  const { id } = await app.auditLine.findFirstOrThrow({ where: { action: 'restore.all' } });
  const fault = {
    ...{ what: 'restored', position: '3', lineId: String(id), factsOf: since },
    lost: { heads: 1, from: heads.at(-1)?.at, to: heads.at(-1)?.at },
  };
  expect((await verify()).fault).toMatchObject(fault);
  // it goes on, and other lines take the places
  await write('quatre');
  await seal(4, new Date(since.getTime() + 3 * HOUR_MS));
  expect(await verify()).toMatchObject({ sealed: 4, fault });
  // without the heads of what was lost it verifies
  heads = heads.filter(({ at }) => new Date(at) < since || new Date(at) > new Date(since.getTime() + 2 * HOUR_MS));
  expect((await verify()).fault).toBeNull();
});

test('what no restore tells is cut off; and none explains a line that is older than the instant it went back to', async () => {
  await restored({ told: false });
  expect((await verify()).fault).toMatchObject({ what: 'cutOff', position: '3' });
  await owner.$executeRaw`TRUNCATE audit_line, audit_chain, audit_head`;
  heads = [];
  await restored({ told: true });
  await loseNewest(); // the line of the restore
  await loseNewest();
  await write('tous', 'restore.all', new Date(Date.now() + 2 * HOUR_MS), { factsOf: new Date() });
  expect((await verify()).fault).toMatchObject({ what: 'cutOff', position: '2' });
});
