import { isClosed } from '../account/state.ts';
import type { Account } from '../account/types.ts';
import type { PeopleDesk } from './types.ts';

/** MAIL-34: an account is closed or open again, to its person and to who made it, unless gone as well. */
export function mailClosure({ roster, at, mails }: PeopleDesk, account: Account, closed: boolean): void {
  const { id, login } = account;
  const key = `MAIL-34:${id}:${at.toISOString()}:${closed ? 'closed' : 'back'}`;
  const params = { template: 'MAIL-34', organisme: roster.partner.raisonSociale, closed, login } as const;
  mails.push({
    key,
    to: account.email,
    toName: `${account.firstName} ${account.lastName}`,
    params: { ...params, link: { kind: 'page', path: '/connexion' } },
  });
  const creator = roster.creators.find((one) => one.id === account.createdBy && one.id !== id);
  if (creator === undefined || isClosed(creator, at)) return;
  mails.push({
    key: `${key}:creator`,
    to: creator.email,
    toName: creator.name,
    params: { ...params, toCreator: true, link: { kind: 'page', path: `/comptes/${id}` } },
  });
}
