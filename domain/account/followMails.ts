import type { FollowDecision } from './follow.ts';

/** Mails that follow from time or from the gateway: to the user (MAIL-58), to the creator of the account (MAIL-33, MAIL-59). */
export function mailFollowed(decision: FollowDecision, template: 'MAIL-58' | 'MAIL-59' | 'MAIL-33', at: Date): void {
  const { account, creator, organisme } = decision.followed;
  const key = `${template}:${account.secret?.id ?? at.toISOString()}`;
  const signIn = { kind: 'page', path: '/connexion' } as const;
  if (template === 'MAIL-58') {
    const toName = `${account.firstName} ${account.lastName}`;
    decision.mails.push({ key, to: account.email, toName, params: { template, organisme, link: signIn } });
  } else if (creator !== null) {
    const link = { kind: 'page', path: `/comptes/${account.id}` } as const;
    const params = { template, organisme, login: account.login, link };
    decision.mails.push({ key, to: creator.email, toName: creator.name, params });
  }
}
