import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { inventedSiret } from '../../../test/people.ts';
import { createTestDatabase, openTestDatabase } from '../../../test/stack.ts';
import type { Database } from '../prisma.ts';
import type { Page } from './cursor.ts';
import { listPartners } from './partners.ts';
import { listProcesses } from './processes.ts';
import type { Scope } from './scope.ts';

const AT = new Date('2026-03-02T09:00:00Z');
const CAF: Scope = { caf: '93' };
let database: Database;
let facts: Awaited<ReturnType<typeof createTestDatabase>>;

/** Dossiers of Caf 93, of Caf 93 gone to the CNA, and of Caf 75, by turns; three of them at the same instant. */
beforeAll(async () => {
  facts = await createTestDatabase();
  database = openTestDatabase(facts.url, 4);
  for (let n = 0; n < 12; n += 1) {
    const caf = ['93', 'CNA', '75'][n % 3] ?? '';
    const siret = inventedSiret(n);
    const createdAt = new Date(AT.getTime() + Math.floor(n / 3) * 1_000);
    const label = `Partenaire ${n % 4}`;
    await database.partner.create({
      data: {
        id: `partner-${n}`,
        caf,
        readerCafs: caf === 'CNA' ? ['93'] : [],
        siret,
        siren: siret.slice(0, 9),
        raisonSociale: label,
        searchText: label.toLowerCase(),
        address: '',
        email: 'a@b.example',
        phone: '',
        departments: [],
        createdAt,
        updatedAt: createdAt,
      },
    });
    await database.process.create({
      data: {
        id: `process-${n}`,
        type: 'esatOnboarding',
        businessKey: siret,
        caf,
        readerCaf: caf === 'CNA' ? '93' : null,
        partnerId: `partner-${n}`,
        label,
        state: 'CREE',
        since: createdAt,
        flags: [],
        facts: {},
        linkRef: `link-${n}`,
        createdBy: 'test',
        createdAt,
      },
    });
  }
});
afterAll(async () => {
  await database.$disconnect();
  await facts.drop();
});

async function pages<T extends { id: string }>(
  list: (cursor: string | undefined) => Promise<Page<T>>,
): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | undefined, more = true; more; ) {
    const page = await list(cursor);
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
    more = page.nextCursor !== null;
  }
  return ids;
}

describe('what a Caf sees is shared out among walks, and is one list', () => {
  test.each([1, 2, 3, 50])(
    'DEL-7b: its processes and those gone to the CNA, newest first, %i to a page',
    async (limit) => {
      const seen = await pages((cursor) => listProcesses(database, CAF, { limit, cursor }, AT));
      const expected = await database.process.findMany({
        where: { OR: [{ caf: '93' }, { readerCaf: '93' }] },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        select: { id: true },
      });
      expect(seen).toHaveLength(8);
      expect(seen).toEqual(expected.map(({ id }) => id));
    },
  );

  test.each([1, 3, 50])('DEL-7b: the partners of these by name, %i to a page', async (limit) => {
    const seen = await pages((cursor) => listPartners(database, CAF, { limit, cursor }));
    const expected = await database.partner.findMany({
      where: { caf: { in: ['93', 'CNA'] } },
      orderBy: [{ raisonSociale: 'asc' }, { id: 'asc' }],
      select: { id: true },
    });
    expect(seen).toHaveLength(8);
    expect(seen).toEqual(expected.map(({ id }) => id));
  });

  test('a word means itself: % and _ are no wildcards', async () => {
    const found = async (q: string) => (await listPartners(database, { all: true }, { q, limit: 50 })).items.length;
    expect([await found('partenaire'), await found('part_naire'), await found('p%e')]).toEqual([12, 0, 0]);
  });
});
