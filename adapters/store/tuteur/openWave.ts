import { PROCESS_ACTOR } from '../../../domain/decision/actor.ts';
import type { Context } from '../../../domain/decision/context.ts';
import type { Policy } from '../../../domain/policy/policy.ts';
import type { Waiting } from '../../../domain/process/types.ts';
import { decideWave, projectReopening, reopeningToHold } from '../../../domain/tuteurReopening/decide.ts';
import { tellOpened } from '../../../domain/tuteurReopening/telling.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import { mailsToAdministrateurs } from '../administrateurMails.ts';
import { idsFrom, sha256 } from '../ids.ts';
import type { Database } from '../prisma.ts';
import { runWrites } from '../writes.ts';
import { judgeNewcomers } from './newReopening.ts';
import { openTuteurs } from './openTuteurs.ts';
import { loadGround, onReopening, saveReopening } from './reopeningStore.ts';

/**
 * Opens the wave that is due, whole or not at all: national row, bulletins, openings, Cdap T9, mails, in one transaction under the lock of the
 * reopening. Safe to retry: a wave that was opened is not due any more.
 */
export async function openWave(
  database: Database,
  { policy, mailboxOf }: { policy: Policy; mailboxOf: Context['mailboxOf'] },
  processId: string,
  at: Date,
): Promise<Waiting> {
  return onReopening(database, processId, async (tx, before) => {
    // whom it finds has his correction, where he needs one, like the others
    if (before.facts.waveDue && (await judgeNewcomers(tx, processId, at))) before.facts.correctionsOf = 0;
    const ground = await loadGround(tx, before, at);
    const newId = idsFrom(`${processId}:wave:${at.toISOString()}`);
    const context = { at, actor: PROCESS_ACTOR, policy, newId, hash: sha256, mailboxOf };
    const { decision, cafs } = decideWave(before, ground, context);
    const { facts } = decision.reopening;
    const wave = facts.waves.length;
    const doing = { at, actor: PROCESS_ACTOR, processId };
    const partners = cafs.length === 0 ? [] : await openTuteurs(tx, cafs, wave, facts.opensOn, doing);
    const opened = Prisma.sql`SELECT unnest(${partners}::text[])`;
    await runWrites(tx, [mailsToAdministrateurs(opened, tellOpened(`${facts.waves[0]?.at}:${wave}`), doing)]);
    const projection = projectReopening(decision.reopening, await loadGround(tx, decision.reopening, at), policy);
    await saveReopening(tx, decision, projection, at, PROCESS_ACTOR);
    return reopeningToHold(decision.reopening, projection);
  });
}
