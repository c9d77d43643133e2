import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DomainError } from '../../../domain/errors.ts';
import type { DossierRequest } from '../../../domain/kinds.ts';
import { newDossier } from '../../../test/builders/dossier.ts';
import { inventedSiret } from '../../../test/people.ts';
import { eventually } from '../../../test/running.ts';
import { createTestDatabase, openTestDatabase } from '../../../test/stack.ts';
import type { Database } from '../prisma.ts';
import { insertDossier, insertDossiers } from './startProcess.ts';

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

const AT = new Date('2026-03-02T09:00:00Z');
const asked = (nth: number, over: Partial<DossierRequest> = {}): DossierRequest =>
  newDossier({
    partner: { ...newDossier().partner, siret: inventedSiret(nth), raisonSociale: `ESAT ${nth}` },
    ...over,
  });
const insertAll = (inputs: readonly DossierRequest[]) =>
  database.$transaction((tx) => insertDossiers(tx, inputs, AT), { timeout: 20_000 });
const rowOf = async (nth: number) =>
  (
    await database.process.findMany({ where: { partner: { siret: inventedSiret(nth) } }, include: { partner: true } })
  )[0];

describe('many dossiers begun by one statement', () => {
  test('each is what it would be by itself; one that stands already refuses its own and no other (ESAT-26)', async () => {
    const standing = await database.$transaction((tx) => insertDossier(tx, asked(2), AT));
    const [first, refused, third] = await insertAll([asked(1), asked(2), asked(3)]);
    expect(refused).toBeInstanceOf(DomainError);
    expect(refused).toMatchObject({ code: 'PROCESSUS_EN_COURS', faults: [{ message: standing }] });
    const alone = await rowOf(2);
    const told = (row: typeof alone, nth: number) => ({
      ...{ label: row?.label.replace(`ESAT ${nth}`, ''), facts: row?.facts, state: row?.state, flags: row?.flags },
      ...{ caf: row?.caf, link: row?.linkEmail, address: row?.partner?.address, at: row?.partner?.createdAt },
    });
    for (const [nth, id] of [
      [1, first],
      [3, third],
    ] as const) {
      const row = await rowOf(nth);
      expect(row).toMatchObject({ id, businessKey: inventedSiret(nth), partner: { raisonSociale: `ESAT ${nth}` } });
      expect(told(row, nth)).toEqual(told(alone, 2));
    }
  });

  test('a record that nothing ties follows who asks, beside one that is new (DEL-11)', async () => {
    const id = await database.$transaction((tx) => insertDossier(tx, asked(4, { caf: '75' }), AT));
    await database.process.update({ where: { id }, data: { closedAt: AT, state: 'ANNULE' } });
    const [again, fresh] = await insertAll([asked(4), asked(5)]);
    expect([again, fresh]).toEqual([expect.any(String), expect.any(String)]);
    expect((await rowOf(5))?.partner?.caf).toBe('93');
    expect(await database.partner.findUniqueOrThrow({ where: { siret: inventedSiret(4) } })).toMatchObject({
      caf: '93',
      readerCafs: ['75'],
    });
  });

  test('two batches with the same partners in another order wait for each other: each dossier is begun once', async () => {
    const inputs = [asked(6), asked(7), asked(8)];
    const turn = `partner:${inventedSiret(7)}`;
    let both: Promise<(string | DomainError)[][]> = Promise.resolve([]);
    await database.$transaction(
      async (tx) => {
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${turn}, 0))`;
        both = Promise.all([insertAll(inputs), insertAll(inputs.toReversed())]);
        // each holds what comes before the one in the middle, and waits
        await eventually('both wait', async () => {
          const [waiting] = await database.$queryRaw<{ n: bigint }[]>`
            SELECT count(*) AS n FROM pg_locks WHERE locktype = 'advisory' AND NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
          return waiting?.n === 2n;
        });
      },
      { timeout: 30_000 },
    );
    const told = (await both).flat();
    expect(new Set(told.filter((one) => typeof one === 'string')).size).toBe(3);
    expect(told.filter((one) => one instanceof DomainError)).toHaveLength(3);
    const sirets = inputs.map(({ partner }) => partner.siret);
    expect(await database.partner.count({ where: { siret: { in: sirets } } })).toBe(3);
  });
});
