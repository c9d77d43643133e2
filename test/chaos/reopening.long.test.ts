import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { parisDate } from '../../domain/policy/calendar.ts';
import { REOPENING_STATE_LABELS } from '../../domain/tuteurReopening/transitions.ts';
import { checkedSums, countedMails, killingWhile, Reopening, SIGNALS, seedTuteurs, TUTEURS } from './reopening.ts';
import { brokenPromises, LEFT_MS, mailsLeft, pause, startVictims, type Victims } from './victims.ts';

/** One Caf, then two, then all, each after a quiet time of seconds; the signals are looked at as often. */
const POLICY = {
  POLICY_TUT_WAVES: '1,2,all',
  POLICY_TUT_QUIET: '3s',
  POLICY_TUT_WATCH: '2s',
  POLICY_QUIET_HOURS: 'none',
};

let victims: Victims;
let reopening: Reopening;
beforeAll(async () => {
  victims = await startVictims(POLICY);
  await seedTuteurs(victims.database);
  reopening = new Reopening(victims.apiUrl, victims.database);
});
afterAll(() => victims?.stop());

const of = (expected: string) => TUTEURS.filter(({ kind }) => kind === expected).length;
const OPENABLE = of('CONFORME') + of('MEME_SIREN') + of('MULTI') + of('MULTI_INCONNU');
const SURE = of('MEME_SIREN') + of('MULTI_INCONNU');
/** The Caf decides these one by one: nobody does here, and they end with the reopening. */
const OTHERS = of('ECART_SIREN') + of('ABSENT') + of('AUCUN');

describe('kill -9 anywhere in a reopening of 120 tuteurs (R1, R2, TUT-4, TUT-7, TUT-9)', () => {
  test('verdicts, corrections, waves, the closing by itself and the second opening: each once, whoever is killed when', async () => {
    const { database, client } = victims;
    const killing = killingWhile(victims);
    /** Stopped anywhere, each tuteur stands in a named state (domain.md §5). */
    const named = async () => {
      const { state, open, suspended, twice, unnamed } = await checkedSums(database);
      if (state === '') return; // the file has not arrived yet
      expect(Object.keys(REOPENING_STATE_LABELS)).toContain(state);
      expect({ twice, unnamed }).toEqual({ twice: 0, unnamed: 0 });
      expect(open + suspended).toBeLessThanOrEqual(OPENABLE);
      // closed for all, each one's opening follows in one piece: never half of them
      if (state === 'ROLLBACK') expect([0, OPENABLE]).toContain(open);
    };

    // two ask at once, and each of them asks again until it has an answer: one process
    await killing('verdicts', named, async () => {
      await Promise.all([reopening.upload('a'), reopening.upload('b')]);
      await reopening.until(({ corrections }) => corrections === SURE + OTHERS);
    });
    expect(await database.process.count({ where: { type: 'tuteurReopening' } })).toBe(1);
    const byVerdict = await database.tuteurCheck.groupBy({
      by: ['verdict'],
      _count: true,
      orderBy: { verdict: 'asc' },
    });
    expect(byVerdict.map(({ verdict, _count }) => [verdict, _count])).toEqual([
      ['ABSENT_TIERSI', of('ABSENT')],
      ['AUCUN_PROTEGE', of('AUCUN')],
      ['CONFORME', of('CONFORME')],
      ['ECART_SIREN', of('ECART_SIREN')],
      ['ECART_SIRET_MEME_SIREN', of('MEME_SIREN')],
      ['MULTI_SIRET', of('MULTI') + of('MULTI_INCONNU')],
    ]);

    await killing('corrections', named, () =>
      reopening.until(({ corrected }) => corrected === SURE, reopening.confirm),
    );
    await killing('waves', named, async () => {
      await reopening.act('impact-read');
      await reopening.act('search', { key: 'SIREN' });
      await reopening.until(({ open }) => open === OPENABLE);
    });
    await killing('closing', named, async () => {
      await reopening.signal(SIGNALS);
      await reopening.until(({ state, open }) => state === 'ROLLBACK' && open === 0);
    });
    expect(await checkedSums(database)).toMatchObject({ open: 0, suspended: OPENABLE, t9Taken: 0 });
    await killing('second opening', named, async () => {
      await reopening.act('resume', { opensOn: parisDate(new Date()) });
      await reopening.act('impact-read');
      await reopening.until(({ open }) => open === OPENABLE);
    });
    await reopening.act('finish');
    await reopening.until(({ state }) => state === 'TERMINEE');

    // an independent count, from the facts alone
    await reopening.until(({ correctionsOpen }) => correctionsOpen === 0);
    expect(await checkedSums(database)).toMatchObject({
      ...{ state: 'TERMINEE', tuteurs: TUTEURS.length, open: OPENABLE, suspended: 0, t9Taken: OPENABLE },
      // one bulletin each, opened once, suspended once, opened again once: in the journal too
      ...{ bulletins: OPENABLE, opened: OPENABLE, suspendedOnce: OPENABLE, resumedOnce: OPENABLE, closings: 1 },
      ...{ corrections: SURE + OTHERS, corrected: SURE, rightSirets: SURE },
    });
    await mailsLeft(database);
    expect(await countedMails(victims)).toMatchObject({
      // told once of each opening and of the closing, whoever is not opened of nothing
      ...{ 'MAIL-40': 2 * OPENABLE, 'MAIL-100': OPENABLE, 'MAIL-91': SURE },
    });
    expect(await brokenPromises(victims)).toEqual([]);
    // … and from Temporal
    const ended = async () =>
      (
        await client.workflow.count(
          "ExecutionStatus='Running' AND WorkflowType IN ('tuteurReopening', 'siretCorrection')",
        )
      ).count;
    for (const end = Date.now() + LEFT_MS; Date.now() < end && (await ended()) > 0; ) await pause(200);
    expect(await ended()).toBe(0);
    // one that went over to people's queue with its first act has two runs
    const corrections = "WorkflowType='siretCorrection' AND ExecutionStatus!='ContinuedAsNew'";
    expect((await client.workflow.count(corrections)).count).toBe(SURE + OTHERS);
    expect((await client.workflow.count("ExecutionStatus='Completed' AND WorkflowType='tuteurReopening'")).count).toBe(
      1,
    );
  }, 1_800_000);
});
