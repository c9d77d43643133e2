import { decidePeople, type PeopleContext } from '../people/decide.ts';
import type { PeopleDecision, Roster } from '../people/types.ts';
import type { Policy } from '../policy/policy.ts';
import { createUserAct, refusalsOf } from './judge.ts';
import type { ImportRow, ImportRowState } from './kind.ts';
import type { RowReason } from './types.ts';

/** Accounts made under one lock of the partner: each costs the time of a password's hash. */
export const ACCOUNTS_AT_ONCE = 8;

export interface MadeRow {
  row: number;
  state: ImportRowState;
  /** the account that was made */
  userId: string | null;
  reasons: RowReason[];
}

/**
 * Makes the accounts of rows, one after the other. Pure. The rules judge each row anew: rights, groups and addresses may have changed since
 * the file was read, and a row that is refused now stops no other.
 */
export function makeAccounts(
  roster: Roster,
  rows: readonly Pick<ImportRow, 'row' | 'data'>[],
  context: PeopleContext,
): { decision: PeopleDecision; rows: MadeRow[] } {
  let decision: PeopleDecision = {
    ...{ roster, mails: [], audit: [], secrets: [], starts: [], signedOut: [] },
    result: '',
  };
  const made = rows.map(({ row, data }): MadeRow => {
    const reasons = refusalsOf(() => {
      decision = followedBy(decision, decidePeople(decision.roster, createUserAct(data), context));
    });
    if (reasons.length === 0) return { row, state: 'CREE', userId: decision.result, reasons };
    const existing = reasons.some(({ code }) => code === 'COMPTE_EXISTANT');
    return { row, state: existing ? 'EXISTANT' : 'REFUSE', userId: null, reasons };
  });
  return { decision, rows: made };
}

function followedBy(first: PeopleDecision, next: PeopleDecision): PeopleDecision {
  return {
    roster: next.roster,
    mails: [...first.mails, ...next.mails],
    audit: [...first.audit, ...next.audit],
    secrets: [...first.secrets, ...next.secrets],
    starts: [...first.starts, ...next.starts],
    signedOut: [...first.signedOut, ...next.signedOut],
    result: next.result,
  };
}

const MAILS_PER_ACCOUNT = 2;

/**
 * When the mails of the nth account of an import leave: so many a minute, for the relay and the helpdesk are spared a rush, and the 24 h of
 * each password begin when its mail leaves (ACC-8). Never before now.
 */
export function mailsLeaveAt(nth: number, { startedAt, at }: { startedAt: Date; at: Date }, policy: Policy): Date {
  const slotMs = (60_000 * MAILS_PER_ACCOUNT) / policy.importMailsPerMinute;
  return new Date(Math.max(at.getTime(), startedAt.getTime() + nth * slotMs));
}
