import { type Change, changeOf, type Fields } from '../decision/changes.ts';

/** How an organisme is reached, which names people often enough: sealed in the journal under the organisme's own key (S6). */
const CONTACT: readonly string[] = ['address', 'email', 'phone'];

/** What was changed of an organisme's contact details, before and after; `before` null: it is new. */
export function contactChange(partnerId: string, before: Fields | null, after: Fields): Change[] {
  return changeOf({ entity: 'partner', entityId: partnerId }, before, after, {
    subject: partnerId,
    isPersonal: (field) => CONTACT.includes(field),
  });
}
