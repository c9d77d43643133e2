import { appendAudit } from '../adapters/store/journal.ts';
import type { Transaction } from '../adapters/store/prisma.ts';
import type { ActOf } from '../domain/command/acts.ts';
import type { Actor } from '../domain/decision/actor.ts';
import { DomainError } from '../domain/errors.ts';
import type { CommandOutcome, ProcessType } from '../domain/process/types.ts';
import type { CommandAsked } from './deps.ts';
import { freshKey } from './idempotency.ts';
import type { Call } from './route.ts';

/** Sends an act to its process and waits for its outcome; a refusal by the rules is thrown as the domain said it. */
export async function perform<T extends ProcessType>(
  call: Sending,
  process: { id: string; type: T },
  act: ActOf<T>,
  actor: Actor,
): Promise<void> {
  answer(await call.deps.commands.send<T>({ ...askedBy(call, process, actor), act }));
}

/** The same for an act that was stored before under this very key: its outcome, without a look at what was asked (R8). */
export async function performAgain(
  call: Sending,
  process: { id: string; type: ProcessType },
  actor: Actor,
): Promise<void> {
  answer(await call.deps.commands.sendAgain(askedBy(call, process, actor)));
}

type Sending = Pick<Call, 'deps' | 'key' | 'bodyHash'>;

function askedBy<T extends ProcessType>(
  { key, bodyHash }: Sending,
  process: { id: string; type: T },
  actor: Actor,
): CommandAsked<T> {
  return { processId: process.id, type: process.type, actor, key: key ?? freshKey(), bodyHash };
}

function answer(outcome: CommandOutcome): void {
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
