import { nominativeEmail } from '../account/email.ts';
import { accountState } from '../account/state.ts';
import type { Account, UserInput } from '../account/types.ts';
import { DomainError, type Fault, refusalOf } from '../errors.ts';
import { processId } from '../process/types.ts';
import { notePeople } from './desk.ts';
import type { PeopleDesk } from './types.ts';

/**
 * Makes an account (ACC-1 … ACC-4): identifiant, temporary password and their two mails, and the process that follows it to the first
 * login. Throws EMAIL_NON_NOMINATIF, EMAIL_A_CONFIRMER (409, until confirmed), COMPTE_EXISTANT, SANS_CONVENTION.
 */
export function createAccount(
  desk: PeopleDesk,
  input: UserInput,
  { confirmed, administrateur, path = '' }: { confirmed: boolean; administrateur: boolean; path?: string },
): Account {
  const { roster, at, actor } = desk;
  if (roster.convention === null)
    throw new DomainError(
      'SANS_CONVENTION',
      "Ce partenaire n'a pas de convention en vigueur : aucun compte n'est possible.",
      {
        rule: 'CONV-12',
      },
    );
  checkAddress(desk, input, confirmed, path, null);
  const id = desk.newId();
  const account: Account = {
    ...input,
    id,
    login: desk.newLogin(),
    diplomeVerifieLe: null,
    administrateurSince: administrateur ? at : null,
    closesOn: null,
    closedAt: null,
    suspendedAt: null,
    hasPassword: false,
    personalisingUntil: null,
    sendFailed: false,
    secret: null,
    createdBy: actor.id,
    createdAt: at,
    lastLoginAt: null,
  };
  roster.accounts.push(account);
  sendFirstMails(desk, account);
  notePeople(desk, 'user', id, 'user.create', administrateur ? 'Compte d’administrateur créé' : 'Compte créé', {
    rule: 'ACC-3',
    after: { state: accountState(account, at), administrateur },
  });
  return account;
}

/** MAIL-1, then MAIL-2 once the first was taken (ACC-23); also after the address was corrected (ACC-22). */
export function sendFirstMails(desk: PeopleDesk, account: Account): void {
  const secretId = issueSecret(desk, account, 'INITIAL');
  const process = startOnboarding(desk, account);
  const to = { to: account.email, toName: `${account.firstName} ${account.lastName}`, processId: process };
  const { raisonSociale } = desk.roster.partner;
  const link = { kind: 'page', path: '/connexion' } as const;
  const first = `MAIL-1:${secretId}`;
  desk.mails.push({
    ...to,
    key: first,
    params: { template: 'MAIL-1', organisme: raisonSociale, login: account.login, link },
  });
  desk.mails.push({
    ...to,
    key: `MAIL-2:${secretId}`,
    after: first,
    params: { template: 'MAIL-2', organisme: raisonSociale, secretId, link },
  });
}

/** The process that follows an account until it has a personal password; one that already runs goes on. Returns its id, as of its first turn. */
export function startOnboarding(desk: PeopleDesk, account: Account): string {
  desk.starts.push({
    type: 'userOnboarding',
    businessKey: account.id,
    label: `Compte ${account.login}`,
    state: accountState(account, desk.at),
    facts: { userId: account.id, reminded: null, reported: false },
  });
  return processId('userOnboarding', account.id, 1);
}

/** A new temporary password: it cancels the one before (ACC-11). Returns its id. */
export function issueSecret(desk: PeopleDesk, account: Account, usage: 'INITIAL' | 'OUBLI'): string {
  const secret = { id: desk.newId(), usage, createdAt: desk.at, expiresAt: null };
  account.secret = secret;
  account.sendFailed = false;
  desk.secrets.push({ ...secret, userId: account.id });
  return secret.id;
}

type Addressed = Pick<UserInput, 'firstName' | 'lastName' | 'email'>;

const addressPath = (path: string): string => (path === '' ? 'email' : `${path}.email`);

/** ACC-2, FMT-12, FMT-14: what no confirmation mends: a service's address, one that somebody of this organisme has already. */
export function addressFaults(desk: PeopleDesk, person: Addressed, path: string, self: string | null): Fault[] {
  const at = addressPath(path);
  const { fault } = nominativeEmail(person.email, person);
  const faults: Fault[] = fault === null ? [] : [{ path: at, ...fault }];
  const same = desk.roster.accounts.find(
    (one) => one.id !== self && one.email === person.email && accountState(one, desk.at) !== 'CLOS',
  );
  if (same !== undefined)
    faults.push({
      path: at,
      code: 'COMPTE_EXISTANT',
      message: 'Cette personne a déjà un compte dans votre organisme : un seul identifiant par personne.',
      rule: 'FMT-14',
    });
  return faults;
}

/** The address may be this person's, and where it does not show, somebody confirms it (FMT-13). */
export function checkAddress(
  desk: PeopleDesk,
  person: Addressed,
  confirmed: boolean,
  path: string,
  self: string | null,
): void {
  const faults = addressFaults(desk, person, path, self);
  if (faults.length > 0) throw refusalOf(faults);
  const { warning } = nominativeEmail(person.email, person);
  if (warning !== null && !confirmed) throw refusalOf([{ path: addressPath(path), ...warning }]);
}
