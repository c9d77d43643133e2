import { appendAudit } from '../adapters/store/journal.ts';
import type { Transaction } from '../adapters/store/prisma.ts';
import type { Actor } from '../domain/decision/actor.ts';
import { DomainError } from '../domain/errors.ts';
import type { ProcessType } from '../domain/process/types.ts';
import { freshKey } from './idempotency.ts';
import type { Call } from './route.ts';

/** Sends an act to its process and waits for its outcome; a refusal by the rules is thrown as the domain said it. */
export async function perform(
  call: Pick<Call, 'deps' | 'key' | 'bodyHash'>,
  process: { id: string; type: ProcessType },
  act: unknown,
  actor: Actor,
): Promise<void> {
  const outcome = await call.deps.commands.send({
    processId: process.id,
    type: process.type,
    act,
    actor,
    key: call.key ?? freshKey(),
    bodyHash: call.bodyHash,
  });
  if (outcome.status === 'refused')
    throw new DomainError(outcome.code, outcome.message, { rule: outcome.rule, faults: outcome.faults });
}

/** Writes one line of the journal about a change that no process makes (S6), in the change's transaction. */
export async function journal(
  tx: Transaction,
  line: {
    action: string;
    entity: string;
    entityId: string;
    label: string;
    rule?: string;
    before?: unknown;
    after?: unknown;
  },
  context: { at: Date; actor: Actor; processId?: string | null; caf: string | null },
): Promise<void> {
  await appendAudit(tx, [line], { ...context, processId: context.processId ?? null });
}
