import { expect } from '@jest/globals';
import { eventually } from '../running.ts';
import type { Asked } from './fleet.ts';
import { astray, type Model, unlike } from './model.ts';
import { brokenPromises, mailsLeft, type Victims } from './victims.ts';

/** Facts, mails and processes are what was asked (R1, R2), by counts of their own; and what is planted beside it is found. */
export async function holdsWhatWasAsked(victims: Victims, asked: Asked): Promise<void> {
  const { database, client } = victims;
  const { rows, acting, accounts } = asked;
  const model: Model = { dossiers: acting, waiting: rows - acting, accounts, declarations: 0, workers: 0 };
  await eventually('what is there is what was asked', async () => (await unlike(database, model)).length === 0);
  await mailsLeft(database);
  expect(await ofTheList(victims)).toEqual({ launched: rows, dossiers: rows, waiting: rows - acting });
  expect(await mailsByTemplate(victims)).toEqual(mailsOf(asked));
  expect(await brokenPromises(victims)).toEqual([]);
  await eventually('nothing is astray', async () => (await astray(victims)).length === 0);

  const mail = await database.mail.findFirstOrThrow({ where: { state: 'PRIS', doubt: false } });
  await database.mail.update({ where: { id: mail.id }, data: { messageId: '<never@came.invalid>' } });
  expect(await brokenPromises(victims)).toHaveLength(1);
  const followed = await database.process.findFirstOrThrow({ where: { type: 'userOnboarding', closedAt: null } });
  await client.workflow.getHandle(followed.id).terminate();
  await eventually('the planted stray is found', async () => (await astray(victims)).length === 1);
  const dossier = await database.process.findFirstOrThrow({ where: { type: 'esatOnboarding', state: 'TERMINE' } });
  await database.process.update({ where: { id: dossier.id }, data: { state: 'TERMINE_AUTREMENT' } });
  expect(await unlike(database, model)).toEqual([expect.stringMatching(/^finished: /)]);
}

/** Rows of the list that were launched, the dossiers that they have, each its own, and those that wait for their partner's form. */
async function ofTheList({ database }: Victims): Promise<unknown> {
  const [counts] = await database.$queryRaw<Record<string, number>[]>`
    SELECT count(*) FILTER (WHERE r.queue = 'LAUNCHED')::int AS launched, count(DISTINCT r.process_id)::int AS dossiers,
           count(*) FILTER (WHERE p.state = 'ELIGIBILITE_A_VERIFIER')::int AS waiting
      FROM campaign_row r LEFT JOIN process p ON p.id = r.process_id`;
  return counts;
}

/** Codes to sign may be asked for again after a kill; every other mail is one. */
async function mailsByTemplate({ database }: Victims): Promise<Record<string, number>> {
  const rows = await database.mail.groupBy({
    by: ['template'],
    where: { template: { not: 'MAIL-50' } },
    _count: true,
  });
  return Object.fromEntries(rows.map(({ template, _count }) => [template, _count]));
}

/** Form, then documents, signed copies, the service open to organisme and administrateur, a group; identifiant and password of each account. */
function mailsOf({ rows, acting, accounts }: Asked): Record<string, number> {
  const each = { 'MAIL-25': acting, 'MAIL-42': acting, 'MAIL-43': acting, 'MAIL-28': 2 * acting };
  return { 'MAIL-51': rows, ...each, 'MAIL-1': acting + accounts, 'MAIL-2': acting + accounts };
}
