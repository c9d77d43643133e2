import type { FollowDecision, Followed } from './followed.ts';
import { isClosed } from './state.ts';
import type { Contact } from './types.ts';

/** Mails that follow from time or from the gateway: to the user (MAIL-58), to whoever looks after the account (MAIL-33, MAIL-59). */
export function mailFollowed(decision: FollowDecision, template: 'MAIL-58' | 'MAIL-59' | 'MAIL-33', at: Date): void {
  const { account, organisme } = decision.followed;
  const key = `${template}:${account.secret?.id ?? at.toISOString()}`;
  if (template === 'MAIL-58') {
    const toName = `${account.firstName} ${account.lastName}`;
    const link = { kind: 'page', path: '/connexion' } as const;
    decision.mails.push({ key, to: account.email, toName, params: { template, organisme, link } });
    return;
  }
  const link = { kind: 'page', path: `/comptes/${account.id}` } as const;
  const params = { template, organisme, login: account.login, link };
  for (const { id, email, name } of toldOf(decision.followed, at))
    decision.mails.push({ key: `${key}:${id}`, to: email, toName: name, params });
}

/** Who made the account, or the administrateurs once that person is gone: somebody can do something about it (ACC-22, REM-6). */
function toldOf({ creator, administrateurs }: Followed, at: Date): Contact[] {
  if (creator !== null && !isClosed(creator, at)) return [creator];
  return administrateurs.filter((one) => !isClosed(one, at));
}
