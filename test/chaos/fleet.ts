import { openSession } from '../../adapters/identity/sessions.ts';
import { campaignForm } from '../../ops/bench/campaignForm.ts';
import { joinEsat, openEsat } from '../../ops/seed/openEsat.ts';
import { inventedSiret } from '../people.ts';
import { People } from './people.ts';
import { type Part, pause, type Victims } from './victims.ts';

/** Several of each, as `docker compose up --scale worker=3 --scale api=2` has them. */
export const FLEET = { workers: 3, apis: 2 } as const;
/** Everything that can be killed, in the order in which it is. */
const TURN: readonly (readonly [Part, number])[] = [
  ['worker', 0],
  ['api', 0],
  ['worker', 1],
  ['temporal', 0],
  ['worker', 2],
  ['api', 1],
  ['postgres', 0],
];
/** Who acts at once: each has every so many of the dossiers. */
const PARTNERS = 10;
const EMPLOYER = 9_900;

export interface Asked {
  rows: number;
  /** rows whose partner and Caf act until the dossier's end; the others wait for theirs */
  acting: number;
  accounts: number;
  faults: number;
}

/**
 * The Cnaf sends a list of `rows` Esat, each is brought to its end by its partner and its Caf, and an Esat opens `accounts`, every API asked by
 * turns, while all that runs is killed in turn. Returns
 * how many faults struck until all was done.
 */
export async function campaignUnderFire(victims: Victims, asked: Asked): Promise<number> {
  const { database, keys, apiUrls } = victims;
  const at = new Date();
  const people = new People(apiUrls, database, keys);
  const of = { siret: inventedSiret(EMPLOYER), raisonSociale: 'Esat employeur', passwordHash: 'no password' };
  const employer = await openEsat(database, of, at);
  await joinEsat(database, employer.groupId, employer.administrateurId, at);
  const from = { at: new Date(), ip: null, userAgent: null };
  const { token } = await openSession(database, employer.administrateurId, from);

  let over = false;
  let struck = 0;
  const striking = (async () => {
    for (; struck < asked.faults && !over; struck += 1) {
      await pause(1_500);
      const [part, nth] = TURN[struck % TURN.length] ?? ['worker', 0];
      await victims.strike(part, nth);
    }
  })();
  const accounts = Array.from({ length: 4 }, async (_, first) => {
    for (let index = first; index < asked.accounts; index += 4)
      while (!(await people.openAccount(employer.partnerId, index, token))) await pause(100);
  });
  const campaignId = await people.launch(
    campaignForm(asked.rows, (nth) => inventedSiret(nth)),
    () => pause(100),
  );
  const partners = Array.from({ length: PARTNERS }, async (_, nth) => {
    for (let left = true; left; await pause(100))
      left = await oneRound(victims, people, { campaignId, acting: asked.acting, nth }).catch(() => true);
  });
  const queued = () => database.campaignRow.count({ where: { campaignId, queue: 'QUEUED' } }).catch(() => 1);
  const launched = (async () => {
    while ((await queued()) > 0) await pause(200);
  })();
  await Promise.all([...accounts, ...partners, launched]);
  over = true;
  await striking;
  return struck;
}

/** What is to be done next on each dossier of this partner that has not ended; false once all have. */
async function oneRound(
  { database }: Victims,
  people: People,
  { campaignId, acting, nth }: { campaignId: string; acting: number; nth: number },
): Promise<boolean> {
  const rows = await database.$queryRaw<{ id: string | null }[]>`
    SELECT r.process_id AS id FROM campaign_row r LEFT JOIN process p ON p.id = r.process_id
     WHERE r.campaign_id = ${campaignId} AND r.row % ${PARTNERS} = ${nth} AND r.row <= ${acting + 1} AND p.closed_at IS NULL`;
  for (const { id } of rows) if (id !== null) await people.next(id).catch(() => false);
  return rows.length > 0;
}
