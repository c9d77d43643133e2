import { accountState, canBeReissued } from '../account/state.ts';
import type { Account } from '../account/types.ts';
import { processId } from '../process/types.ts';
import { issueSecret, startOnboarding } from './createAccount.ts';
import { notePeople } from './desk.ts';
import type { PeopleDesk } from './types.ts';

/**
 * « Mot de passe oublié », asked by the person alone (ACC-8, ACC-9): a new temporary password cancels the one before (ACC-11), the
 * personal one stays good until it is used (ACC-12). Nothing for a closed, suspended or undeliverable account (ACC-19).
 */
export function reissueSecret(desk: PeopleDesk, account: Account): void {
  if (!canBeReissued(accountState(account, desk.at))) return;
  const secretId = issueSecret(desk, account, 'OUBLI');
  desk.mails.push({
    key: `MAIL-3:${secretId}`,
    to: account.email,
    toName: `${account.firstName} ${account.lastName}`,
    processId: account.hasPassword ? startReset(desk, account, secretId) : startOnboarding(desk, account),
    params: {
      template: 'MAIL-3',
      organisme: desk.roster.partner.raisonSociale,
      secretId,
      link: { kind: 'page', path: '/connexion' },
    },
  });
  notePeople(desk, 'user', account.id, 'user.forgotten', '« Mot de passe oublié » demandé', { rule: 'ACC-8' });
}

/** The process that follows the new password of an account in use, and only that one. Returns its id. */
function startReset(desk: PeopleDesk, account: Account, secretId: string): string {
  desk.starts.push({
    type: 'passwordReset',
    businessKey: secretId,
    label: `Mot de passe oublié – ${account.login}`,
    state: 'ATTENTE_PREMIERE_CONNEXION',
    facts: { userId: account.id, secretId, reminded: null, reported: false },
  });
  return processId('passwordReset', secretId, 1);
}
