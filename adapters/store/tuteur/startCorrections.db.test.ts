import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { withClient } from '../../../ops/postgres.ts';
import { inventedSiret } from '../../../test/people.ts';
import { judgedReopening, type Tuteur } from '../../../test/reopening.ts';
import { createTestDatabase, openTestDatabase } from '../../../test/stack.ts';
import type { Database } from '../prisma.ts';
import { startCorrections } from './startCorrections.ts';

const AT = new Date('2026-03-02T09:00:00Z');
let database: Database;
let facts: Awaited<ReturnType<typeof createTestDatabase>>;
beforeAll(async () => {
  facts = await createTestDatabase();
  database = openTestDatabase(facts.url, 4);
});
afterAll(async () => {
  await database.$disconnect();
  await facts.drop();
});

const O5 = '99992245300017';
const O14 = '99995255900014';
/** As `onReopening` has it: the client ends a transaction of 5 s by itself, and hundreds of rows take that long beside others. */
const PATIENT = { maxWait: 60_000, timeout: 60_000 };
const start = (reopeningId: string, limit?: number) =>
  database.$transaction((tx) => startCorrections(tx, reopeningId, AT, limit === undefined ? {} : { limit }), PATIENT);
const correctionsOf = (reopeningId: string) =>
  database.tuteurCheck.findMany({ where: { processId: reopeningId }, orderBy: { reference: 'asc' } });

test('TUT-6, TUT-8, TUT-12: one for each tuteur whose verdict another SIRET in MCP changes or who is to be verified, and for nobody else', async () => {
  const [conform, several, found, absent, refused] = [11, 12, 13, 14, 15].map(inventedSiret) as [
    string,
    string,
    string,
    string,
    string,
  ];
  const { reopeningId } = await judgedReopening(
    database,
    [
      { siret: O5, sirets: ['99992245300025'] },
      { siret: O14, sirets: ['99994653600011'] },
      { siret: several, sirets: [`${several.slice(0, 9)}00099`, `${several.slice(0, 9)}00088`] },
      { siret: found, sirets: [found, `${found.slice(0, 9)}00099`] },
      { siret: conform, sirets: [conform] },
      { siret: absent, sirets: [] },
      { siret: refused, sirets: [`${refused.slice(0, 9)}00099`], refusal: 'SANS_T9' },
      { siret: inventedSiret(16), sirets: ['99994653600029'], unknown: true },
    ],
    { at: AT },
  );
  const ids = await start(reopeningId);
  const begun = (await correctionsOf(reopeningId)).filter(({ correctionId }) => correctionId !== null);
  expect(begun.map(({ verdict, correctionState }) => [verdict, correctionState]).sort()).toEqual([
    ['ABSENT_TIERSI', 'A_DECIDER'],
    ['ECART_SIREN', 'A_DECIDER'],
    ['ECART_SIRET_MEME_SIREN', 'A_DECIDER'],
    ['MULTI_SIRET', 'A_DECIDER'],
  ]);
  expect(begun.map(({ correctionId }) => correctionId).sort()).toEqual(ids);
  const of = await database.process.findUniqueOrThrow({ where: { id: ids[0] ?? '' } });
  expect([of.type, of.caf, of.linkEmail, of.workflowStartedAt]).toEqual([
    'siretCorrection',
    '93',
    expect.stringContaining('@tutelles.example'),
    null,
  ]);
  // again: nobody is left
  expect(await start(reopeningId)).toEqual([]);
});

test('1,000 are begun in batches, two who ask at once begin each but once, and no row costs a statement', async () => {
  const many = Array.from({ length: 1_000 }, (_, index): Tuteur => {
    const siret = inventedSiret(1_000 + index);
    return { siret, sirets: [`${siret.slice(0, 9)}00099`], caf: '38' };
  });
  const { reopeningId } = await judgedReopening(database, many, { at: AT });
  // as autovacuum does after a while: tables that were just filled are taken for empty ones, and read whole for each row
  await withClient(facts.ownerUrl, async (client) => void (await client.query('ANALYZE')));
  const begun: string[] = [];
  for (let batch = await both(reopeningId); batch.length > 0; batch = await both(reopeningId)) begun.push(...batch);
  expect(begun).toHaveLength(1_000);
  expect(new Set(begun).size).toBe(1_000);
  const left = await correctionsOf(reopeningId);
  expect(left.every(({ correctionId }) => correctionId !== null)).toBe(true);
});

async function both(reopeningId: string): Promise<string[]> {
  return (await Promise.all([start(reopeningId), start(reopeningId)])).flat();
}

test('a correction that came to nothing may begin anew, one that was decided stands', async () => {
  const [first, second] = [21, 22].map(inventedSiret) as [string, string];
  const { reopeningId } = await judgedReopening(
    database,
    [first, second].map((siret) => ({ siret, sirets: [`${siret.slice(0, 9)}00099`] })),
    { at: AT },
  );
  await start(reopeningId);
  const end = (reference: string, state: string) =>
    database.$executeRaw`WITH ended AS (UPDATE process SET state = ${state}, closed_at = ${AT}
        WHERE id = (SELECT correction_id FROM tuteur_check WHERE process_id = ${reopeningId} AND reference = ${reference}) RETURNING id)
      UPDATE tuteur_check SET correction_state = ${state} FROM ended WHERE correction_id = ended.id`;
  await end(first, 'SANS_OBJET');
  await end(second, 'MAINTENUE');
  const again = await start(reopeningId);
  expect(again).toHaveLength(1);
  expect(again[0]).toMatch(new RegExp(`-${first}-2$`));
});
