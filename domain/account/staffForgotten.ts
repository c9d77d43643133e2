import type { AuditDraft } from '../decision/journal.ts';
import type { MailDraft } from '../mail/draft.ts';
import { canBeReissued } from './state.ts';
import type { AccountState } from './types.ts';

/**
 * Whether « Mot de passe oublié » of a Caf-side person brings a temporary password (ACC-11, ACC-12). Nothing for who never had a password: the
 * Caf's own accounts let them in, and a mailbox must not become another way.
 */
export function mayReissueStaff({
  state,
  hasPassword,
  hadPassword,
}: {
  state: AccountState;
  hasPassword: boolean;
  /** a temporary password of theirs has served */
  hadPassword: boolean;
}): boolean {
  return canBeReissued(state) && (hasPassword || hadPassword);
}

/** What goes with it: the mail that carries it, and the line of who asked. */
export function staffReissued(
  userId: string,
  secretId: string,
  { email, firstName, lastName }: { email: string; firstName: string; lastName: string },
): { mail: MailDraft; audit: AuditDraft } {
  const link = { kind: 'page' as const, path: '/connexion' };
  return {
    mail: {
      key: `MAIL-3:${secretId}`,
      to: email,
      toName: `${firstName} ${lastName}`,
      params: { template: 'MAIL-3', organisme: 'Passerelle', secretId, link },
    },
    audit: {
      ...{ action: 'user.forgotten', entity: 'user', entityId: userId, rule: 'ACC-8' },
      label: '« Mot de passe oublié » demandé',
    },
  };
}
