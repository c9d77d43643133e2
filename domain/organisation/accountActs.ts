import { accountState, isClosed } from '../account/state.ts';
import { type Account, CLOSING_REASON_WORDS, type ClosingReason } from '../account/types.ts';
import { DomainError } from '../errors.ts';
import { profileFaults } from '../group/conditions.ts';
import { AFAS_DECLARER } from '../group/naming.ts';
import { frenchDate, parisDate, startOfParisDate } from '../policy/calendar.ts';
import type { PeopleActOf } from './acts.ts';
import { isDeclarer } from './afas.ts';
import { endRolesOf } from './afasActs.ts';
import { accountOf, administrateursOf, groupOf, groupsManagedBy, membershipsOf, notePeople } from './bench.ts';
import { mailClosure } from './closureMails.ts';
import { checkAddress, createAccount, sendFirstMails, startOnboarding } from './createAccount.ts';
import { joinGroup } from './membership.ts';
import { replacementProcess } from './replaceAdministrateur.ts';
import { type Asker, assertRight, mayDo } from './rights.ts';
import { isLive, type Organisation, type PeopleBench } from './types.ts';

/** RGT-2: administrateur, gestionnaire for his own groups, the Caf in centralised mode; ADM-10: the Caf makes the first administrateur. */
export function createUser(bench: PeopleBench, act: PeopleActOf<'createUser'>, asker: Asker): string {
  const { organisation } = bench;
  if (act.administrateur) {
    assertRight(asker, organisation, 'administrateurs.create');
    if (administrateursOf(organisation, bench.at).length > 0)
      throw new DomainError(
        'ANNEXE_3_REQUISE',
        "Ce partenaire a déjà un administrateur : un autre se nomme par l'annexe 3.",
        { rule: 'ADM-11' },
      );
  } else assertRight(asker, organisation, 'users.create', declarantsOnly(organisation, act.groupIds));
  const account = createAccount(bench, act.input, act);
  for (const groupId of act.groupIds) joinGroup(bench, groupId, account.id, asker);
  // GRP-18: a gestionnaire makes accounts for his own groups, a member of AFAS-HABILITER declarants, not for the drawer
  const forOwnGroups = ['gestionnaire', 'afasHabiliter'] as const;
  const { capacities } = asker;
  const onlyThere = forOwnGroups.some((one) => capacities.includes(one)) && !capacities.includes('administrateur');
  if (onlyThere && act.groupIds.length === 0)
    throw new DomainError('GROUPE_REQUIS', 'Choisissez un de vos groupes : vous créez les comptes de vos groupes.', {
      rule: 'RGT-2',
      faults: [{ path: 'groupIds', code: 'GROUPE_REQUIS', message: 'Choisissez un de vos groupes.', rule: 'RGT-2' }],
    });
  return account.id;
}

/** ACT-7: an account made for no other group than AFAS-DECLARER is a declarant's. */
function declarantsOnly(
  organisation: Organisation,
  groupIds: readonly string[],
): { service?: 'AFAS'; groupCode?: string } {
  const declarers = new Set(organisation.groups.filter(isDeclarer).map((group) => group.id));
  if (groupIds.some((id) => !declarers.has(id))) return {};
  return { service: 'AFAS', groupCode: AFAS_DECLARER };
}

/**
 * RGT-9, RGT-12: by who manages the account, his own included (ADM-5), or its own person; a new address, a right of its own for who enters by
 * it (ACC-8), voids what the old one was sent (ACC-26).
 */
export function editUser(bench: PeopleBench, act: PeopleActOf<'editUser'>, asker: Asker): string {
  const { organisation, at } = bench;
  const account = accountOf(organisation, act.userId);
  const about = { personId: account.id };
  if (asker.id === account.id && !mayDo(asker, organisation, 'accounts.edit', about)) assertOwnFields(act);
  else assertRight(asker, organisation, 'accounts.edit', about);
  assertNotClosed(account, at);
  const { email, ...others } = act.changes;
  const moves = email !== undefined && email !== account.email;
  if (moves && asker.id !== account.id) assertRight(asker, organisation, 'accounts.address', about);
  const before = pick(account, Object.keys(others));
  if (others.qualification !== undefined && others.qualification !== account.qualification)
    account.diplomeVerifieLe = null; // another diploma, which nobody has seen
  const { firstName, lastName } = account;
  Object.assign(account, others);
  // another name makes the address somebody else's as well as another address does (ACC-1, FMT-13)
  if (moves || account.firstName !== firstName || account.lastName !== lastName)
    checkAddress(bench, { ...account, email: email ?? account.email }, act.confirmed, '', account.id);
  assertProfilesHold(bench, account);
  if (Object.keys(others).length > 0)
    notePeople(bench, 'user', account.id, 'user.edit', 'Compte modifié', {
      rule: 'RGT-9',
      before: { fields: Object.keys(before) },
    });
  if (moves) changeAddress(bench, account, email);
  return account.id;
}

/**
 * ACC-26: the old address is told, pending secrets are void, sessions end. First mails that were refused or are still on their way leave
 * again (ACC-22); after that only the person has a password sent again (ACT-3, ACC-8).
 */
function changeAddress(bench: PeopleBench, account: Account, email: string): void {
  const former = account.email;
  const { secret } = account;
  const unsent = account.sendFailed || (secret?.usage === 'INITIAL' && secret.expiresAt === null);
  bench.mails.push({
    key: `MAIL-60:${account.id}:${bench.at.toISOString()}`,
    to: former,
    toName: `${account.firstName} ${account.lastName}`,
    params: {
      template: 'MAIL-60',
      organisme: bench.organisation.partner.raisonSociale,
      link: { kind: 'page', path: '/connexion' },
    },
  });
  account.email = email;
  account.secret = null;
  account.sendFailed = false; // nothing was sent to the new one yet
  bench.signedOut.push(account.id);
  notePeople(bench, 'user', account.id, 'user.email', 'Adresse du compte changée', { rule: 'ACC-26' });
  if (unsent) sendFirstMails(bench, account);
}

/** ACC-14 … ACC-19: by date, today or later; nothing is deleted. A gestionnaire is replaced first, by who may name one (RGT-5), or his groups are left without (GRP-19). */
export function closeUser(bench: PeopleBench, act: PeopleActOf<'closeUser'>, asker: Asker): string {
  const { organisation, at } = bench;
  const account = accountOf(organisation, act.userId);
  assertRight(asker, organisation, 'accounts.edit', { personId: account.id });
  assertNotClosed(account, at);
  const groups = groupsManagedBy(organisation, account.id).filter(isLive);
  const replacementId = act.replacementId === account.id ? null : act.replacementId; // who leaves takes nothing over
  if (groups.length > 0 && replacementId === null && !act.withoutManager)
    throw new DomainError(
      'GESTIONNAIRE_A_REMPLACER',
      `Cette personne gère ${groups.length > 1 ? 'des groupes' : 'un groupe'} (${groups.map((group) => group.code).join(', ')}) : nommez d'abord qui la remplace.`,
      { rule: 'GRP-19' },
    );
  if (replacementId !== null) {
    const replacement = accountOf(organisation, replacementId);
    assertNotClosed(replacement, at);
    for (const group of groups) {
      const parent = group.parentId === null ? undefined : groupOf(organisation, group.parentId);
      assertRight(asker, organisation, 'managers.appoint', { group, parent });
      group.managerId = replacement.id;
      group.version += 1;
      notePeople(bench, 'group', group.id, 'group.manager', 'Gestionnaire remplacé', { rule: 'GRP-7' });
    }
  }
  account.closesOn = act.closesOn;
  if (act.closesOn > parisDate(at)) {
    bench.starts.push({
      type: 'accountClosure',
      businessKey: account.id,
      label: `Clôture du compte ${account.login}`,
      state: 'PROGRAMMEE',
      facts: { userId: account.id },
    });
    const label = `Clôture programmée le ${frenchDate(startOfParisDate(act.closesOn))}${because(act.reason)}`;
    notePeople(bench, 'user', account.id, 'user.closing', label, {
      rule: 'ACC-17',
      after: { closesOn: act.closesOn, reason: act.reason },
    });
  } else carryOutClosure(bench, account, act.reason);
  return account.id;
}

function because(reason: ClosingReason | null): string {
  return reason === null ? '' : ` : ${CLOSING_REASON_WORDS[reason]}`;
}

/**
 * The account is closed now: sessions end, pending secrets are void, whoever is left without is told (ACC-18, ACC-19, GRP-19, ADM).
 * `reason`: null too where the date was set before, which said why.
 */
export function carryOutClosure(bench: PeopleBench, account: Account, reason: ClosingReason | null): void {
  const { organisation, at } = bench;
  if (account.closedAt !== null) return; // by hand, while a date was planned
  account.closedAt = at;
  const wasAdministrateur = account.administrateurSince !== null;
  account.secret = null;
  account.personalisingUntil = null;
  bench.signedOut.push(account.id);
  for (const group of groupsManagedBy(organisation, account.id)) {
    group.managerId = null;
    group.version += 1;
    notePeople(bench, 'group', group.id, 'group.withoutManager', 'Groupe sans gestionnaire', { rule: 'GRP-19' });
  }
  notePeople(bench, 'user', account.id, 'user.close', `Compte clos${because(reason)}`, {
    rule: reason === 'LONGUE_ABSENCE' ? 'ACC-15' : 'ACC-14',
    after: { closesOn: account.closesOn, reason },
  });
  endRolesOf(bench, account.id, 'ACC-14');
  mailClosure(bench, account, true);
  if (wasAdministrateur && administrateursOf(organisation, at).length === 0) withoutAdministrateur(bench, account);
}

/** « Never zero without an alert to the Caf »: a mail at once, and a task until somebody is named (ADM-3). */
function withoutAdministrateur(bench: PeopleBench, last: Account): void {
  const { organisation, at } = bench;
  notePeople(bench, 'partner', organisation.partner.id, 'partner.withoutAdministrateur', 'Plus aucun administrateur', {
    rule: 'ADM-2',
  });
  // nobody to name for a convention that is no more (CONV-12); the next one designates its own (ADM-10)
  if (organisation.convention === null) return;
  bench.mails.push({
    key: `MAIL-61:${organisation.partner.id}:${at.toISOString()}`,
    to: bench.mailboxOf(organisation.partner.caf),
    toName: `Caf ${organisation.partner.caf}`,
    params: {
      template: 'MAIL-61',
      organisme: organisation.partner.raisonSociale,
      link: { kind: 'page', path: `/partenaires/${organisation.partner.id}` },
    },
  });
  const { id, firstName, lastName, email } = last;
  const leaving = { userId: id, firstName, lastName, email };
  bench.starts.push(replacementProcess(bench, { leaving, incoming: null, closesOn: null, reminders: 0 }));
}

/** ACC-16, ACC-18: removing the date reactivates; a person who no longer meets a group's conditions is told which (GRP-17). */
export function reactivateUser(bench: PeopleBench, act: PeopleActOf<'reactivateUser'>, asker: Asker): string {
  const { organisation, at } = bench;
  const account = accountOf(organisation, act.userId);
  assertRight(asker, organisation, 'accounts.edit', { personId: account.id });
  if (account.closesOn === null)
    throw new DomainError('ETAT_INCOMPATIBLE', "Ce compte n'a pas de date de clôture.", { rule: 'ACC-16' });
  const wasClosed = isClosed(account, at);
  const before = closingOf(account);
  account.closesOn = null;
  account.closedAt = null;
  checkAddress(bench, account, true, '', account.id);
  assertProfilesHold(bench, account);
  // a former administrateur comes back as a user: the convention's two places may be taken (ADM-1)
  if (account.administrateurSince !== null && administrateursOf(organisation, at).length > 2)
    account.administrateurSince = null;
  if (!account.hasPassword) startOnboarding(bench, account); // closing ended the one before
  notePeople(bench, 'user', account.id, 'user.reactivate', wasClosed ? 'Compte réactivé' : 'Clôture annulée', {
    rule: 'ACC-16',
    before,
    after: closingOf(account),
  });
  mailClosure(bench, account, false);
  return account.id;
}

/** What of an account its closing and its return change. */
function closingOf({ closesOn, administrateurSince }: Account) {
  return { closesOn, administrateur: administrateurSince !== null };
}

/** GRP-17 stays true of every profile group the person is in. */
function assertProfilesHold(bench: PeopleBench, account: Account): void {
  const { organisation } = bench;
  const groups = membershipsOf(organisation, account.id).map((one) => one.groupId);
  const profiles = new Set(
    organisation.groups.filter((group) => groups.includes(group.id)).map((group) => group.profile),
  );
  const faults = [...profiles].flatMap((profile) => (profile === null ? [] : profileFaults(profile, account)));
  if (faults.length > 0)
    throw new DomainError(
      'CONDITIONS_DU_PROFIL',
      "Les conditions d'un groupe de cette personne ne seraient plus remplies.",
      {
        rule: 'GRP-17',
        faults,
      },
    );
}

/** RGT-12: of an account that they do not manage people change how they are reached, not what they are habilitated by. */
function assertOwnFields(act: PeopleActOf<'editUser'>): void {
  const foreign = Object.keys(act.changes).filter((field) => !['email', 'phone'].includes(field));
  if (foreign.length > 0)
    throw new DomainError('ACTION_NON_PERMISE', 'De votre profil, vous changez le courriel et le téléphone.', {
      rule: 'RGT-12',
      faults: foreign.map((path) => ({
        path,
        code: 'ACTION_NON_PERMISE',
        message: 'Qui gère votre compte change cette information.',
        rule: 'RGT-12',
      })),
    });
}

function assertNotClosed(account: Account, at: Date): void {
  if (accountState(account, at) === 'CLOS')
    throw new DomainError('COMPTE_CLOS', "Ce compte est clos : réactivez-le d'abord.", { rule: 'ACC-19' });
}

function pick(account: Account, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(account).filter(([field]) => fields.includes(field)));
}
