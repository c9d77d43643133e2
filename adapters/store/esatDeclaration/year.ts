import type { EsatStep, EsatStepNext } from '../../../activities/batches.ts';
import { PROCESS_ACTOR } from '../../../domain/decision/actor.ts';
import { windowOf } from '../../../domain/esatDeclaration/window.ts';
import { beginLate, lateKey } from '../../../domain/lateDeclaration/procedure.ts';
import { frenchDate, shiftOutOfQuietHours } from '../../../domain/policy/calendar.ts';
import { DAY_MS } from '../../../domain/policy/durations.ts';
import { insertCase } from '../case/startCase.ts';
import { enqueueMails } from '../journal.ts';
import type { Database, Transaction } from '../prisma.ts';
import { type ReminderSettings, tellPartners } from '../reminders/telling.ts';
import { notDeclared } from './received.ts';

const PARTNERS_PER_BATCH = 50;
const RULE = 'ESAT-8';

/**
 * Takes a step of the year on the next Esat that have not declared, then on the next Caf that have such Esat, each once: a mark and what comes of
 * it (mails, the task of one that is late) are one transaction, so that a crash leaves both or neither (R2). False: nobody is left.
 */
export function esatStepsOn(database: Database, settings: ReminderSettings): EsatStepNext {
  return (step, now) =>
    database.$transaction(
      async (tx) => {
        await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${RULE}, 0))`;
        if (await takePartners(tx, step, now, settings)) return true;
        return step.what !== 'open' && (await tellCafs(tx, step, now, settings));
      },
      { maxWait: 5_000, timeout: 30_000 },
    );
}

/** MAIL-120 to the next Esat; one that is late at the end becomes a task of its Caf. */
async function takePartners(
  tx: Transaction,
  { year, what, at }: EsatStep,
  now: Date,
  settings: ReminderSettings,
): Promise<boolean> {
  const partners = await tx.$queryRaw<{ id: string; caf: string; organisme: string }[]>`
    SELECT p.id, p.caf, p.raison_sociale AS organisme
      FROM partner p LEFT JOIN reminder_mark k ON k.rule = ${RULE} AND k.subject = p.id || ${`:${year}`}
      WHERE ${notDeclared(year)} AND (k.at IS NULL OR k.at < ${at}) ORDER BY p.id LIMIT ${PARTNERS_PER_BATCH}`;
  const ids = partners.map(({ id }) => id);
  await mark(
    tx,
    ids.map((id) => `${id}:${year}`),
    at,
  );
  const until = lastDay(year, settings);
  const tellings = ids.map((partnerId) => ({
    ...{ partnerId, to: 'declarants' as const, key: `${RULE}:${at.toISOString()}` },
    params: (organisme: string) => ({
      ...{ template: 'MAIL-120' as const, organisme, act: what, year, until },
      link: { kind: 'page' as const, path: `/esat/remunerations/${year}` },
    }),
  }));
  await tellPartners(tx, tellings, settings, now);
  if (what === 'close')
    for (const { id, caf, organisme } of partners) {
      const begun = { type: 'lateDeclaration' as const, partnerId: id, caf, businessKey: lateKey(id, year) };
      await insertCase(tx, { ...begun, ...beginLate(organisme, year) }, PROCESS_ACTOR, now);
    }
  return partners.length > 0;
}

/** MAIL-121 to the next Caf that have Esat on their list of the missing. */
async function tellCafs(
  tx: Transaction,
  { year, what, at }: EsatStep,
  now: Date,
  settings: ReminderSettings,
): Promise<boolean> {
  const cafs = await tx.$queryRaw<{ caf: string; missing: number }[]>`
    SELECT p.caf, count(*)::int AS missing
      FROM partner p LEFT JOIN reminder_mark k ON k.rule = ${RULE} AND k.subject = ${'caf:'} || p.caf || ${`:${year}`}
      WHERE ${notDeclared(year)} AND (k.at IS NULL OR k.at < ${at}) GROUP BY p.caf ORDER BY p.caf LIMIT ${PARTNERS_PER_BATCH}`;
  await mark(
    tx,
    cafs.map(({ caf }) => `caf:${caf}:${year}`),
    at,
  );
  const leaves = shiftOutOfQuietHours(now, DAY_MS, null, settings.policy.quietHours);
  for (const { caf, missing } of cafs) {
    const params = {
      ...{ template: 'MAIL-121' as const, closed: what === 'close', year, until: lastDay(year, settings), missing },
      link: { kind: 'page' as const, path: `/esat/recues/${year}/manquants` },
    };
    const draft = { key: `MAIL-121:${caf}:${at.toISOString()}`, to: settings.mailboxOf(caf), toName: `Caf ${caf}` };
    await enqueueMails(tx, [{ ...draft, params }], { at: leaves, processId: null, caf });
  }
  return cafs.length > 0;
}

/** Remembers that this step was taken on these. */
async function mark(tx: Transaction, subjects: readonly string[], at: Date): Promise<void> {
  await tx.$executeRaw`
    INSERT INTO reminder_mark (rule, subject, at) SELECT ${RULE}, subject, ${at} FROM unnest(${[...subjects]}::text[]) AS subject
      ON CONFLICT (rule, subject) DO UPDATE SET at = excluded.at`;
}

function lastDay(year: number, { policy }: ReminderSettings): string {
  const { closesAt } = windowOf(year, policy.esatWindow);
  return frenchDate(new Date(closesAt.getTime() - 1));
}
