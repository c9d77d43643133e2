import { PROCESS_ACTOR } from '../../../domain/decision/actor.ts';
import type { Context } from '../../../domain/decision/context.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import type { Waiting } from '../../../domain/process/types.ts';
import { decideReopening, projectReopening, reopeningToHold } from '../../../domain/tuteurReopening/decide.ts';
import type { ProcessGateway } from '../../temporal/temporal.ts';
import { newId, sha256 } from '../ids.ts';
import type { Database, Transaction } from '../prisma.ts';
import { type Ground, inStretch } from '../stretch.ts';
import { loadGround, onReopening, saveReopening } from './reopeningStore.ts';
import { startCorrections } from './startCorrections.ts';

/**
 * Starts corrections of a reopening for a little while, as long as fewer than the limit are in flight; once nobody is left, its control is done. Safe to
 * retry: a tuteur bears the id of his correction from the transaction that makes it on, and starting a workflow twice finds the first.
 */
export async function launchCorrections(
  database: Database,
  gateway: ProcessGateway,
  { policy, mailboxOf, ...ground }: Settings & Ground,
  processId: string,
  at: Date,
): Promise<Waiting> {
  let waiting: Waiting = { state: 'CORRECTIONS_A_LANCER', nextActionAt: null, ended: false };
  await inStretch(database, processId, ground, async (most) => {
    const next = await startNext(database, { policy, mailboxOf, most }, processId, at);
    waiting = next.waiting;
    await Promise.all(next.started.map((id) => gateway.start({ type: 'siretCorrection', processId: id, batch: true })));
    return waiting.state === 'CORRECTIONS_A_LANCER';
  });
  return waiting;
}

interface Settings {
  policy: Policy;
  mailboxOf: Context['mailboxOf'];
}

/** The next corrections that may be in flight, made: their ids, and where the reopening stands. */
function startNext(
  database: Database,
  { policy, mailboxOf, most: atOnce }: Settings & { most: number },
  processId: string,
  at: Date,
): Promise<{ started: string[]; waiting: Waiting }> {
  return onReopening(database, processId, async (tx, before) => {
    const most = before.ended ? 0 : Math.min(atOnce, policy.campaignInFlight - (await inFlight(tx, processId)));
    const started = most > 0 ? await startCorrections(tx, processId, at, { limit: most }) : [];
    // every correction of this file is started: what waited for that goes on
    if (most > 0 && started.length === 0) before.facts.correctionsOf = before.facts.file;
    const ground = await loadGround(tx, before, at);
    const context = { at, actor: PROCESS_ACTOR, policy, newId, hash: sha256, mailboxOf };
    const decision = before.ended ? null : decideReopening(before, ground, { type: 'open' }, context);
    const reopening = decision?.reopening ?? before;
    const projection = projectReopening(reopening, ground, policy);
    if (decision !== null) await saveReopening(tx, decision, projection, at, PROCESS_ACTOR);
    return { started, waiting: reopeningToHold(reopening, projection) };
  });
}

/** Corrections that are made and have not taken their first step. */
async function inFlight(tx: Transaction, id: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ n: number }[]>`
    SELECT count(*)::int AS n FROM tuteur_check c JOIN process p ON p.id = c.correction_id
      WHERE c.process_id = ${id} AND p.workflow_started_at IS NULL AND p.closed_at IS NULL`;
  return row?.n ?? 0;
}
