import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { judgeRows } from '../../../domain/esat/rows.ts';
import { DEFAULT_POLICY } from '../../../domain/policy/policy.ts';
import { NATIONAL } from '../../../test/builders/dossier.ts';
import { inventedSiret } from '../../../test/people.ts';
import { createTestDatabase, openTestDatabase } from '../../../test/stack.ts';
import { presence } from '../../presence.ts';
import type { ProcessGateway } from '../../temporal/temporal.ts';
import type { Database } from '../prisma.ts';
import { launchBatch } from './campaignLaunch.ts';
import { insertCampaign } from './newCampaign.ts';

let scratch: Awaited<ReturnType<typeof createTestDatabase>>;
let database: Database;
beforeAll(async () => {
  scratch = await createTestDatabase();
  database = openTestDatabase(scratch.url, 4);
});
afterAll(async () => {
  await database?.$disconnect();
  await scratch?.drop();
});

const AT = new Date('2026-03-02T09:00:00Z');
const HEADER = [
  'SIRET',
  'Raison sociale',
  'Département',
  'Courriel',
  'Connu MCP',
  'SIRET convention MCP',
  'Mode de gestion',
  'Connu Habtiers',
  'Actif Habtiers',
];
const line = (nth: number) => [
  inventedSiret(nth),
  `ESAT ${nth}`,
  '93',
  `e${nth}@esat.example`,
  'Non',
  '',
  '',
  'Non',
  '',
];

/** A campaign whose rows are all queued, also those of one partner. */
async function queued(rows: readonly number[]): Promise<{ id: string; processId: string }> {
  const judged = judgeRows(
    [HEADER, ...rows.map(line)].map((cells, index) => ({ row: index + 1, cells })),
    { existing: new Map(), activeConventions: new Set(), changingMode: new Set() },
  );
  const first = (siret: string) => judged.find((one) => one.siret === siret);
  const accepted = judged.map((one) => ({ ...one, ...first(one.siret), row: one.row }));
  const input = {
    name: 'Essai',
    caf: null,
    deadline: '2099-06-30',
    opensOn: '2026-01-01',
    delegationMode: 'DELEGUE' as const,
  };
  return database.$transaction((tx) => insertCampaign(tx, input, accepted, { at: AT, actor: NATIONAL }));
}

/** What was started by one call, as many at once as `inFlight`. */
async function launched(processId: string, inFlight: number): Promise<string[]> {
  const started: string[] = [];
  const gateway = { start: async ({ processId: id }: { processId: string }) => void started.push(id) };
  const given = { policy: { ...DEFAULT_POLICY, campaignInFlight: inFlight }, people: presence(), stopping: () => true };
  await launchBatch(database, gateway as unknown as ProcessGateway, given, processId, AT);
  return started;
}

test('no more rows are launched than may be in flight, however long a call goes on (§6.4)', async () => {
  const { id, processId } = await queued([1, 2, 3, 4, 5]);
  expect(await launched(processId, 3)).toHaveLength(3);
  expect(await launched(processId, 3)).toHaveLength(0);
  // two have gone on to wait for a person
  const [one, two] = await database.process.findMany({ where: { campaignId: id } });
  await database.process.updateMany({
    where: { id: { in: [one?.id ?? '', two?.id ?? ''] } },
    data: { state: 'ELIGIBILITE_A_VERIFIER' },
  });
  expect(await launched(processId, 3)).toHaveLength(2);
  expect(await database.campaignRow.count({ where: { campaignId: id, queue: 'LAUNCHED' } })).toBe(5);
});

test('a row that was released beside another of its partner is that partner’s duplicate, and holds up nobody (ESAT-26)', async () => {
  const { id, processId } = await queued([11, 11, 12]);
  expect(await launched(processId, 9)).toHaveLength(2);
  await launched(processId, 9);
  const rows = await database.campaignRow.findMany({ where: { campaignId: id }, orderBy: { row: 'asc' } });
  expect(rows.map(({ queue, verdict }) => [queue, verdict])).toEqual([
    ['LAUNCHED', 'accepted'],
    [null, 'duplicate'],
    ['LAUNCHED', 'accepted'],
  ]);
  expect(rows[1]?.processId).toBe(rows[0]?.processId);
});
