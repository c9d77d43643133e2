import type { AuditDraft } from '../decision/journal.ts';
import { withinSentence } from '../formats/typography.ts';
import { personalData } from '../personalData/case.ts';

/** What stands in place of the name of an account that is erased (S7). */
export const ERASED_NAME = { firstName: 'Compte', lastName: 'effacé' } as const;
const ERASED = `${ERASED_NAME.firstName} ${ERASED_NAME.lastName}`;

/** … and of whatever bore it: who asked for an act, what lists call the procedures of the account, and those about its data. */
export const ERASED_LABELS = {
  account: ERASED,
  personalData: `${personalData.label} – ${withinSentence(ERASED)}`,
} as const;

/** What the journal tells of an account that is erased because its term has passed. */
export function erasedAtTerm(id: string): AuditDraft {
  return {
    ...{ action: 'user.erase', entity: 'user', entityId: id, rule: 'S7' },
    label: `${ERASED} au terme de sa conservation`,
    before: { erased: false },
    after: { erased: true },
  };
}
