import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openPartner } from '../../../ops/seed/openPartner.ts';
import { createTestDatabase, openTestDatabase, type TestDatabase } from '../../../test/stack.ts';
import type { Database } from '../prisma.ts';
import { eliminateContracts } from './eliminateContracts.ts';
import { headSigner } from './head.ts';
import { sealNext } from './seal.ts';
import { verifyAudit } from './verify.ts';

const AT = new Date('2026-03-10T09:00:00Z');
const LONG_AGO = new Date('2009-06-01T09:00:00Z');
const signer = headSigner([{ id: 'k', key: Buffer.alloc(32, 7) }]);
const none = { heads: [], checkpoints: [] };
const visa = { before: new Date('2016-01-01T00:00:00Z'), visa: 'AD93 2026/18', by: 'Prune Martin', at: AT };

let scratch: TestDatabase;
let app: Database;
let owner: Database;
beforeAll(async () => {
  scratch = await createTestDatabase();
  app = openTestDatabase(scratch.url, 2);
  owner = openTestDatabase(scratch.ownerUrl, 2);
  await openPartner(app, 'no password', AT);
});
afterAll(async () => {
  await Promise.all([app.$disconnect(), owner.$disconnect()]);
  await scratch.drop();
});
const eliminate = () => eliminateContracts(owner, signer, none, visa);
const close = (where: object) => owner.document.updateMany({ where, data: { state: 'CLOS', closedAt: LONG_AGO } });

describe('contracts, which no term removes, go by an act with its visa (S7)', () => {
  it('takes none that is in force, or that one in force rests on, or by which a service is open', async () => {
    const before = await owner.document.count();
    expect(await eliminate()).toBeNull();
    const bulletin = await owner.document.findFirstOrThrow({ where: { kind: 'BULLETIN', state: 'ACTIF' } });
    await close({ id: { not: bulletin.id }, kind: { not: 'BULLETIN' } });
    expect(await eliminate()).toBeNull();
    await close({ kind: 'BULLETIN' });
    expect(await eliminate()).toBeNull();
    expect(await owner.document.count()).toBe(before);
  });

  it('takes what is over with its versions, its signatures and all that rested on it, and the sealed journal tells each with the visa', async () => {
    await owner.openedService.updateMany({ data: { state: 'FERMEE' } });
    const [documents, signatures, versions] = [
      await owner.document.findMany(),
      await owner.signature.count(),
      await owner.documentVersion.count(),
    ];
    expect(await eliminate()).toEqual({ documents: documents.length, signatures, versions, held: 0 });
    for (const left of [owner.document, owner.signature, owner.documentVersion, owner.group, owner.membership])
      expect(await (left as typeof owner.document).count()).toBe(0);
    const told = await owner.auditLine.findMany({ where: { action: 'archives.eliminate' } });
    expect(told.map(({ entityId }) => entityId).toSorted()).toEqual(documents.map(({ id }) => id).toSorted());
    const [line] = told;
    expect([line?.rule, line?.label, line?.after]).toEqual([
      'S7',
      expect.stringContaining('visa « AD93 2026/18 », par Prune Martin'),
      { visa: 'AD93 2026/18', by: 'Prune Martin', before: '2016-01-01T00:00:00.000Z' },
    ]);
    expect(await eliminate()).toBeNull();
    // what refuses every other deletion stands as before
    const keepers =
      await owner.$queryRaw`SELECT tgname FROM pg_trigger WHERE tgname LIKE '%\\_kept' AND tgenabled <> 'O'`;
    expect(keepers).toEqual([]);
  });

  it('is refused where the journal, which is to vouch for it, was tampered with', async () => {
    while ((await app.auditChain.count()) < (await app.auditLine.count())) await sealNext(app, signer, AT);
    await owner.$executeRaw`UPDATE audit_line SET label = 'autre' WHERE id = (SELECT min(id) FROM audit_line)`;
    expect((await verifyAudit(owner, signer, none)).fault).not.toBeNull();
    await expect(eliminate()).rejects.toThrow('not as it was written');
  });

  it('is the owner’s alone: the application’s role may not', async () => {
    await expect(app.$executeRaw`DELETE FROM signature`).rejects.toThrow('permission denied');
    await expect(app.$executeRaw`DELETE FROM document`).rejects.toThrow('permission denied');
  });
});
