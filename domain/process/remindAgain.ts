import { z } from 'zod';
import { DomainError } from '../errors.ts';
import { frenchInstant } from '../policy/calendar.ts';
import type { Policy } from '../policy/policy.ts';

/** A reminder by hand; `insist`: although another one left a short while ago. */
export const remindSchema = z.object({ type: z.literal('remind'), insist: z.boolean().optional() });

/** Facts of every process that reminds: the instant (ISO) at which its last reminder left, by hand or by itself. */
export interface Reminded {
  remindedAt?: string;
}

/**
 * Lets a reminder by hand leave and keeps when: not within the least interval after the last one, whoever sent it, unless it is insisted on.
 * Throws DEJA_RELANCE, which says when the last one left and names the field that confirms.
 */
export function remindAgain(
  facts: Reminded,
  { insist }: { insist?: boolean | undefined },
  { at, policy }: { at: Date; policy: Pick<Policy, 'remindAgainMs'> },
): void {
  const last = facts.remindedAt === undefined ? null : new Date(facts.remindedAt);
  const again = last === null ? null : new Date(last.getTime() + policy.remindAgainMs);
  if (insist !== true && last !== null && again !== null && at < again) {
    const message = `La dernière relance est partie le ${frenchInstant(last)} : la suivante peut partir à partir du ${frenchInstant(again)}, ou tout de suite si vous le confirmez.`;
    throw new DomainError('DEJA_RELANCE', message, { faults: [{ path: 'insist', code: 'DEJA_RELANCE', message }] });
  }
  keepReminder(facts, at);
}

/** A reminder has left. */
export function keepReminder(facts: Reminded, at: Date): void {
  facts.remindedAt = at.toISOString();
}
