import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createTestDatabase, openTestDatabase, type TestDatabase } from '../../../test/stack.ts';
import { createLogger } from '../../logger.ts';
import { appendAudit } from '../journal.ts';
import type { Database, Transaction } from '../prisma.ts';
import { eliminateJournal } from './eliminate.ts';
import { headSigner } from './head.ts';
import { type Kept, readKept, sealer } from './heads.ts';
import { sealNext } from './seal.ts';
import { verifyAudit } from './verify.ts';

const AT = new Date('2026-03-10T09:00:00Z');
const signer = headSigner([{ id: 'k', key: Buffer.alloc(32, 7) }]);

let scratch: TestDatabase;
let app: Database;
let owner: Database;
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
});

const write = (label: string, db: Transaction = app) =>
  appendAudit(db, [{ action: 'essai', entity: 'partner', entityId: 'p', label, before: { a: 1 }, after: { b: 'é' } }], {
    at: AT,
    actor: { id: 'a', role: 'agent', label: 'A', ip: '203.0.113.7' },
    processId: null,
    caf: '93',
  });
const seal = (batch?: number) => sealNext(app, signer, AT, batch);
/** Every running transaction of the server holds the sealer up, those of other tests too. */
async function sealed(lines: number, seal: () => Promise<unknown>): Promise<void> {
  for (;;) {
    await seal();
    if ((await app.auditChain.count()) >= lines) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
const verify = (heads: Kept['heads'] = [], checkpoints: Kept['checkpoints'] = []) =>
  verifyAudit(app, signer, { heads, checkpoints });
const lineOf = async (label: string) => (await app.auditLine.findFirstOrThrow({ where: { label } })).id;

describe('the sealed journal (S6)', () => {
  it('vouches for what was committed, batch after batch; when it was recorded is the database’s own word', async () => {
    const before = Date.now() - 3_600_000;
    for (const label of ['un', 'deux', 'trois']) await write(label);
    await sealed(3, () => seal(2));
    const heads = await app.auditHead.findMany({ orderBy: { position: 'asc' } });
    expect(heads.at(-1)?.position).toBe(3n);
    expect(heads.length).toBeGreaterThan(1);
    expect(await seal()).toBeNull();
    await write('quatre');
    expect(await verify()).toMatchObject({ sealed: 3, unsealed: 1, withoutLine: [], fault: null });
    const { at, recordedAt } = await app.auditLine.findFirstOrThrow({ where: { label: 'un' } });
    expect([at, (recordedAt?.getTime() ?? 0) > before]).toEqual([AT, true]);
    // nobody says it in its place
    await app.$executeRaw`INSERT INTO audit_line (at, actor_id, actor_role, action, entity, entity_id, label, recorded_at, txid)
      VALUES (${AT}, 'a', 'agent', 'essai', 'partner', 'p', 'daté', '1999-01-01', 1)`;
    const dated = await app.auditLine.findFirstOrThrow({ where: { label: 'daté' } });
    expect((dated.recordedAt?.getTime() ?? 0) > before).toBe(true);
  });

  it('waits for a transaction that still runs: what it commits later comes after, and is sealed too', async () => {
    await app.$transaction(async (tx) => {
      await write('lente', tx);
      await write('rapide');
      expect(await seal()).toBeNull();
    });
    await sealed(2, seal);
    expect(await verify()).toMatchObject({ sealed: 2, unsealed: 0, unsealedSince: null, withoutLine: [], fault: null });
  });

  it('misses none and doubts none of many acts at once that end in another order than they began, while it seals', async () => {
    let writing = true;
    const sealing = (async () => {
      while (writing) await seal(3);
    })();
    const act = (n: number) =>
      app.$transaction(async (tx) => {
        await write(`acte ${n}`, tx);
        // whoever began first ends last
        await tx.$executeRaw`SELECT pg_sleep(${(12 - (n % 12)) / 100})`;
        await write(`acte ${n}, suite`, tx);
      });
    await Promise.all(Array.from({ length: 24 }, (_, n) => act(n)));
    writing = false;
    await sealing;
    await sealed(48, () => seal(5));
    expect(await verify()).toMatchObject({ sealed: 48, unsealed: 0, withoutLine: [], fault: null });
    const disorder =
      await app.$queryRaw`SELECT 1 FROM audit_chain a JOIN audit_chain b ON b.position = a.position + 1 WHERE b.line_id < a.line_id`;
    expect(disorder).not.toEqual([]); // the order of commits was another one
  });

  it('tells the numbers of a tail that was cut off before any head vouched for it, and since when lines wait for one', async () => {
    for (const one of ['un', 'deux', 'trois', 'quatre']) {
      await write(one);
      if (one === 'un') await sealed(1, seal);
    }
    const [two, three, four] = [await lineOf('deux'), await lineOf('trois'), await lineOf('quatre')];
    await owner.$executeRaw`DELETE FROM audit_line WHERE id IN (${two}, ${four})`;
    const verdict = await verify();
    expect(verdict).toMatchObject({ sealed: 1, unsealed: 1, withoutLine: [`${two}`, `${four}`], fault: null });
    const { recordedAt } = await app.auditLine.findUniqueOrThrow({ where: { id: three } });
    expect(verdict.unsealedSince).toEqual(recordedAt);
  });

  it('after a rotation the former key may be taken out: once a head of the new one vouches for all that was sealed before (S2)', async () => {
    const fresh = { id: 'neuve', key: Buffer.alloc(32, 9) };
    const rotated = headSigner([fresh, { id: 'k', key: Buffer.alloc(32, 7) }]);
    const [kept, alone] = [{ heads: [], checkpoints: [] }, headSigner([fresh])];
    await write('un');
    await sealed(1, seal);
    expect((await verifyAudit(app, alone, kept)).fault).toMatchObject({ what: 'headForged', position: '1' });
    await write('deux');
    await sealed(2, () => sealNext(app, rotated, AT));
    expect(await verifyAudit(app, alone, kept)).toMatchObject({ sealed: 2, formerHeads: 1, fault: null });
    // whoever writes a head of a key that nobody knows says nothing by it
    const forged = { ...{ position: 1n, chain: 'x', belowTxid: 0n, at: AT }, ...{ keyId: 'inconnue', signature: 'x' } };
    await owner.auditHead.deleteMany({ where: { position: 1n } });
    await owner.auditHead.create({ data: forged });
    expect((await verifyAudit(app, alone, kept)).fault).toMatchObject({ what: 'headChanged', position: '1' });
    await owner.auditHead.updateMany({ where: { position: 1n }, data: { keyId: 'neuve' } });
    expect((await verifyAudit(app, alone, kept)).fault).toMatchObject({ what: 'headForged', position: '1' });
  });

  describe('after a removal by its visa (S7)', () => {
    const visa = { visa: 'AD93 2026/17', by: 'Prune Martin', at: AT };
    const eliminate = (before: Date, kept: Kept = { heads: [], checkpoints: [] }) =>
      eliminateJournal(owner, signer, kept, { ...visa, before });
    /** Two lines of long ago, two of now, and a head that was kept after each. */
    async function removed() {
      for (const one of ['un', 'deux']) await write(one);
      await owner.$executeRaw`UPDATE audit_line SET recorded_at = '2001-01-01'`;
      await sealed(2, seal);
      for (const one of ['trois', 'quatre']) await write(one);
      await sealed(4, seal);
      const checkpoint = await eliminate(new Date('2002-01-01'));
      if (checkpoint === null) throw new Error('nothing was removed');
      const heads = (await app.auditHead.findMany()).map(({ position, at, belowTxid: _, ...head }) => ({
        ...head,
        ...{ position: String(position), at: at.toISOString() },
      }));
      return { checkpoint, heads };
    }

    it('begins at a signed checkpoint, passes, and still names what is changed, removed or cut off', async () => {
      const { checkpoint, heads } = await removed();
      expect(checkpoint).toMatchObject({ position: '2', lines: '2', visa: visa.visa, removedBy: visa.by });
      const told = await app.auditLine.findFirstOrThrow({ where: { action: 'archives.eliminate' } });
      expect([told.rule, told.label]).toEqual([
        'S7',
        expect.stringContaining('visa « AD93 2026/17 », par Prune Martin'),
      ]);
      await sealed(3, seal);
      expect(await verify(heads, [checkpoint])).toMatchObject({ sealed: 3, eliminated: 2, fault: null });
      const id = await lineOf('trois');
      await owner.$executeRaw`UPDATE audit_line SET label = 'autre' WHERE id = ${id}`;
      expect((await verify(heads, [checkpoint])).fault).toMatchObject({
        what: 'changed',
        position: '3',
        lineId: `${id}`,
      });
      await owner.$executeRaw`DELETE FROM audit_line WHERE id = ${id}`;
      expect((await verify(heads, [checkpoint])).fault).toMatchObject({ what: 'removed', position: '3' });
    });

    it('tells a checkpoint that is gone, changed, forged, or passed over', async () => {
      const { checkpoint } = await removed();
      const last = { what: 'checkpointForged', position: '2' };
      await owner.$executeRaw`UPDATE audit_checkpoint SET visa = 'un autre'`;
      expect((await verify()).fault).toMatchObject(last);
      await owner.$executeRaw`UPDATE audit_checkpoint SET visa = ${visa.visa}, lines = 1`;
      expect((await verify()).fault).toMatchObject(last);
      await owner.$executeRaw`DELETE FROM audit_checkpoint`;
      expect((await verify([], [checkpoint])).fault).toMatchObject({ what: 'checkpointLost', position: '2' });
      // without anything kept outside, the chain that begins in its midst tells it
      expect((await verify()).fault).toMatchObject({ what: 'chainChanged', position: '1' });
      await expect(
        app.$executeRaw`INSERT INTO audit_checkpoint VALUES (9, '', now(), 0, '', '', '', '')`,
      ).rejects.toThrow('permission denied');
    });

    it('does not take for cut off what was removed, where it was all that was sealed', async () => {
      for (const one of ['un', 'deux']) await write(one);
      await sealed(2, seal);
      await eliminate(new Date('2100-01-01'));
      expect(await verify()).toMatchObject({ sealed: 0, unsealed: 1, withoutLine: [], eliminated: 2, fault: null });
    });

    it('is refused for a journal at which somebody tampered, and takes nothing that is younger', async () => {
      for (const one of ['un', 'deux']) await write(one);
      await sealed(2, seal);
      expect(await eliminate(new Date('2002-01-01'))).toBeNull();
      await owner.$executeRaw`UPDATE audit_line SET label = 'autre' WHERE label = 'un'`;
      await expect(eliminate(new Date('2100-01-01'))).rejects.toThrow('changed');
      expect(await app.auditLine.count()).toBe(2);
    });
  });

  it.each([
    ['changed', 'deux', (id: bigint) => owner.$executeRaw`UPDATE audit_line SET after = '{"b":"è"}' WHERE id = ${id}`],
    [
      'changed',
      'un',
      (id: bigint) =>
        owner.$executeRaw`UPDATE audit_line SET recorded_at = recorded_at - interval '1 day' WHERE id = ${id}`,
    ],
    ['removed', 'deux', (id: bigint) => owner.$executeRaw`DELETE FROM audit_line WHERE id = ${id}`],
  ])('names the first line that was %s', async (what, label, tamper) => {
    for (const one of ['un', 'deux', 'trois']) await write(one);
    await sealed(3, seal);
    const id = await lineOf(label);
    await tamper(id);
    expect((await verify()).fault).toMatchObject({ what, lineId: String(id) });
  });

  it('shows a tail that was cut off everywhere in the database, by the heads kept outside', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-heads-'));
    const file = path.join(folder, 'heads.jsonl');
    const lines: string[] = [];
    const log = createLogger('test', 'info', { write: (line: string) => void lines.push(line) } as never);
    const sealing = sealer(app, { signer, file, log, everyMs: 0 });
    try {
      await write('un');
      await sealed(1, sealing);
      const kept = (await lineOf('un')) as bigint;
      await write('deux');
      await sealed(2, sealing);
      expect(statSync(file).mode & 0o777).toBe(0o600);
      const { heads } = await readKept(file);
      expect(heads.map(({ position }) => position)).toEqual(['1', '2']);
      expect(lines.join('')).toContain(heads[1]?.signature as string);
      await owner.$executeRaw`DELETE FROM audit_line WHERE id > ${kept}`;
      await owner.$executeRaw`DELETE FROM audit_chain WHERE position > 1`;
      await owner.$executeRaw`DELETE FROM audit_head WHERE position > 1`;
      expect((await verify()).fault).toBeNull();
      expect((await verify(heads)).fault).toMatchObject({ what: 'cutOff', position: '2' });
      writeFileSync(file, readFileSync(file, 'utf8').replace('"position":"2"', '"position":"3"'));
      expect((await verify((await readKept(file)).heads)).fault).toMatchObject({ what: 'headForged', position: '3' });
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('shows a chain that was made anew over a changed line, by the heads', async () => {
    for (const one of ['un', 'deux']) await write(one);
    await sealed(2, seal);
    const heads = await app.auditHead.findMany({ orderBy: { position: 'desc' } });
    const kept = heads.map(({ at, position, belowTxid: _, ...head }) => ({
      ...head,
      position: String(position),
      at: at.toISOString(),
    }));
    await owner.$executeRaw`UPDATE audit_line SET label = 'autre' WHERE label = 'un'`;
    await owner.$executeRaw`TRUNCATE audit_chain, audit_head`;
    await sealed(2, seal);
    expect((await verify(kept)).fault).toMatchObject({ what: 'headChanged' });
  });

  it('is nothing that the application’s role changes: no line, no chain, no signature, no version that was signed', async () => {
    await write('un');
    await sealed(1, seal);
    for (const table of ['audit_line', 'audit_chain', 'audit_head', 'audit_checkpoint', 'document_version'])
      for (const act of [`DELETE FROM ${table}`, `TRUNCATE ${table}`])
        await expect(app.$executeRawUnsafe(act)).rejects.toThrow('permission denied');
    await expect(app.$executeRaw`UPDATE audit_line SET recorded_at = now()`).rejects.toThrow('permission denied');
    await expect(app.$executeRaw`UPDATE document_version SET at = now()`).rejects.toThrow('permission denied');
    await expect(app.$executeRaw`UPDATE audit_chain SET hash = ''`).rejects.toThrow('permission denied');
    await expect(app.$executeRaw`UPDATE signature SET name = 'x'`).rejects.toThrow('permission denied');
    await app.$executeRaw`UPDATE signature SET voided_at = now() WHERE id = 'nobody'`;
  });
});
