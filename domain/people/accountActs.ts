import { isClosed } from '../account/state.ts';
import { type Account, CLOSING_REASON_WORDS, type ClosingReason } from '../account/types.ts';
import { DomainError } from '../errors.ts';
import { profileFaults } from '../group/conditions.ts';
import { frenchDate, parisDate, startOfParisDate } from '../policy/calendar.ts';
import { DECLARERS } from '../service/services.ts';
import type { PeopleActOf } from './acts.ts';
import { isDeclarer } from './afas.ts';
import { endRolesOf } from './afasActs.ts';
import { mailClosure } from './closureMails.ts';
import { checkAddress, createAccount, sendFirstMails, startOnboarding } from './createAccount.ts';
import {
  accountOf,
  administrateursOf,
  assertNotClosed,
  groupOf,
  groupsManagedBy,
  membershipsOf,
  notePeople,
} from './desk.ts';
import { joinGroup } from './membership.ts';
import { type Asker, assertRight, mayDo } from './rights.ts';
import { isLive, type PeopleDesk, type Roster } from './types.ts';

/** RGT-2: administrateur, gestionnaire for his own groups, the Caf in centralised mode; ADM-10: the Caf makes the first administrateur. */
export function createUser(desk: PeopleDesk, act: PeopleActOf<'createUser'>, asker: Asker): string {
  const { roster } = desk;
  if (act.administrateur) {
    assertRight(asker, roster, 'administrateurs.create');
    if (administrateursOf(roster, desk.at).length > 0)
      throw new DomainError(
        'ANNEXE_3_REQUISE',
        "Ce partenaire a déjà un administrateur : un autre se nomme par l'annexe 3.",
        { rule: 'ADM-11' },
      );
  } else assertRight(asker, roster, 'users.create', declarantsOnly(roster, act.groupIds));
  const account = createAccount(desk, act.input, act);
  for (const groupId of act.groupIds) joinGroup(desk, groupId, account.id, asker);
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
function declarantsOnly(roster: Roster, groupIds: readonly string[]): Partial<NonNullable<typeof DECLARERS>> {
  const declarers = new Set(roster.groups.filter(isDeclarer).map((group) => group.id));
  if (groupIds.some((id) => !declarers.has(id))) return {};
  return DECLARERS ?? {};
}

/**
 * RGT-9, RGT-12: by who manages the account, his own included (ADM-5), or its own person; a new address, a right of its own for who enters by
 * it (ACC-8), voids what the old one was sent (ACC-26).
 */
export function editUser(desk: PeopleDesk, act: PeopleActOf<'editUser'>, asker: Asker): string {
  const { roster, at } = desk;
  const account = accountOf(roster, act.userId);
  const about = { personId: account.id };
  if (asker.id === account.id && !mayDo(asker, roster, 'accounts.edit', about)) assertOwnFields(act);
  else assertRight(asker, roster, 'accounts.edit', about);
  assertNotClosed(account, at);
  const { email, ...others } = act.changes;
  const moves = email !== undefined && email !== account.email;
  if (moves && asker.id !== account.id) assertRight(asker, roster, 'accounts.address', about);
  const before = pick(account, Object.keys(others));
  if (others.qualification !== undefined && others.qualification !== account.qualification)
    account.diplomeVerifieLe = null; // another diploma, which nobody has seen
  const { firstName, lastName } = account;
  Object.assign(account, others);
  // another name makes the address somebody else's as well as another address does (ACC-1, FMT-13)
  if (moves || account.firstName !== firstName || account.lastName !== lastName)
    checkAddress(desk, { ...account, email: email ?? account.email }, act.confirmed, '', account.id);
  assertProfilesHold(desk, account);
  if (Object.keys(others).length > 0)
    notePeople(desk, 'user', account.id, 'user.edit', 'Compte modifié', {
      rule: 'RGT-9',
      before: { fields: Object.keys(before) },
    });
  if (moves) changeAddress(desk, account, email);
  return account.id;
}

/**
 * ACC-26: the old address is told, pending secrets are void, sessions end. First mails that were refused or are still on their way leave
 * again (ACC-22); after that only the person has a password sent again (ACT-3, ACC-8).
 */
function changeAddress(desk: PeopleDesk, account: Account, email: string): void {
  const former = account.email;
  const { secret } = account;
  const unsent = account.sendFailed || (secret?.usage === 'INITIAL' && secret.expiresAt === null);
  desk.mails.push({
    key: `MAIL-60:${account.id}:${desk.at.toISOString()}`,
    to: former,
    toName: `${account.firstName} ${account.lastName}`,
    params: {
      template: 'MAIL-60',
      organisme: desk.roster.partner.raisonSociale,
      link: { kind: 'page', path: '/connexion' },
    },
  });
  account.email = email;
  account.secret = null;
  account.sendFailed = false; // nothing was sent to the new one yet
  desk.signedOut.push(account.id);
  notePeople(desk, 'user', account.id, 'user.email', 'Adresse du compte changée', { rule: 'ACC-26' });
  if (unsent) sendFirstMails(desk, account);
}

/** ACC-14 … ACC-19: by date, today or later; nothing is deleted. A gestionnaire is replaced first, by who may name one (RGT-5), or his groups are left without (GRP-19). */
export function closeUser(desk: PeopleDesk, act: PeopleActOf<'closeUser'>, asker: Asker): string {
  const { roster, at } = desk;
  const account = accountOf(roster, act.userId);
  assertRight(asker, roster, 'accounts.edit', { personId: account.id });
  assertNotClosed(account, at);
  const groups = groupsManagedBy(roster, account.id).filter(isLive);
  const replacementId = act.replacementId === account.id ? null : act.replacementId; // who leaves takes nothing over
  if (groups.length > 0 && replacementId === null && !act.withoutManager)
    throw new DomainError(
      'GESTIONNAIRE_A_REMPLACER',
      `Cette personne gère ${groups.length > 1 ? 'des groupes' : 'un groupe'} (${groups.map((group) => group.code).join(', ')}) : nommez d'abord qui la remplace.`,
      { rule: 'GRP-19' },
    );
  if (replacementId !== null) {
    const replacement = accountOf(roster, replacementId);
    assertNotClosed(replacement, at);
    for (const group of groups) {
      const parent = group.parentId === null ? undefined : groupOf(roster, group.parentId);
      assertRight(asker, roster, 'managers.appoint', { group, parent });
      group.managerId = replacement.id;
      group.version += 1;
      notePeople(desk, 'group', group.id, 'group.manager', 'Gestionnaire remplacé', { rule: 'GRP-7' });
    }
  }
  account.closesOn = act.closesOn;
  if (act.closesOn > parisDate(at)) {
    desk.starts.push({
      type: 'accountClosure',
      businessKey: account.id,
      label: `Clôture du compte ${account.login}`,
      state: 'PROGRAMMEE',
      facts: { userId: account.id },
    });
    const label = `Clôture programmée le ${frenchDate(startOfParisDate(act.closesOn))}${because(act.reason)}`;
    notePeople(desk, 'user', account.id, 'user.closing', label, {
      rule: 'ACC-17',
      after: { closesOn: act.closesOn, reason: act.reason },
    });
  } else carryOutClosure(desk, account, act.reason);
  return account.id;
}

function because(reason: ClosingReason | null): string {
  return reason === null ? '' : ` : ${CLOSING_REASON_WORDS[reason]}`;
}

/**
 * The account is closed now: sessions end, pending secrets are void, whoever is left without is told (ACC-18, ACC-19, GRP-19, ADM).
 * `reason`: null too where the date was set before, which said why.
 */
export function carryOutClosure(desk: PeopleDesk, account: Account, reason: ClosingReason | null): void {
  const { roster, at } = desk;
  if (account.closedAt !== null) return; // by hand, while a date was planned
  account.closedAt = at;
  const wasAdministrateur = account.administrateurSince !== null;
  account.secret = null;
  account.personalisingUntil = null;
  desk.signedOut.push(account.id);
  for (const group of groupsManagedBy(roster, account.id)) {
    group.managerId = null;
    group.version += 1;
    notePeople(desk, 'group', group.id, 'group.withoutManager', 'Groupe sans gestionnaire', { rule: 'GRP-19' });
  }
  notePeople(desk, 'user', account.id, 'user.close', `Compte clos${because(reason)}`, {
    rule: reason === 'LONGUE_ABSENCE' ? 'ACC-15' : 'ACC-14',
    after: { closesOn: account.closesOn, reason },
  });
  endRolesOf(desk, account.id, 'ACC-14');
  mailClosure(desk, account, true);
  if (wasAdministrateur && administrateursOf(roster, at).length === 0) withoutAdministrateur(desk, account);
}

/** « Never zero without an alert to the Caf »: a mail at once, and a task until somebody is named (ADM-3). */
function withoutAdministrateur(desk: PeopleDesk, last: Account): void {
  const { roster, at } = desk;
  notePeople(desk, 'partner', roster.partner.id, 'partner.withoutAdministrateur', 'Plus aucun administrateur', {
    rule: 'ADM-2',
  });
  // nobody to name for a convention that is no more (CONV-12); the next one designates its own (ADM-10)
  if (roster.convention === null) return;
  desk.mails.push({
    key: `MAIL-61:${roster.partner.id}:${at.toISOString()}`,
    to: desk.mailboxOf(roster.partner.caf),
    toName: `Caf ${roster.partner.caf}`,
    params: {
      template: 'MAIL-61',
      organisme: roster.partner.raisonSociale,
      link: { kind: 'page', path: `/partenaires/${roster.partner.id}` },
    },
  });
  const { id, firstName, lastName, email } = last;
  const leaving = { userId: id, firstName, lastName, email };
  desk.starts.push({ type: 'administratorReplacement', leaving, incoming: null, closesOn: null });
}

/** ACC-16, ACC-18: removing the date reactivates; a person who no longer meets a group's conditions is told which (GRP-17). */
export function reactivateUser(desk: PeopleDesk, act: PeopleActOf<'reactivateUser'>, asker: Asker): string {
  const { roster, at } = desk;
  const account = accountOf(roster, act.userId);
  assertRight(asker, roster, 'accounts.edit', { personId: account.id });
  if (account.closesOn === null)
    throw new DomainError('ETAT_INCOMPATIBLE', "Ce compte n'a pas de date de clôture.", { rule: 'ACC-16' });
  const wasClosed = isClosed(account, at);
  const before = closingOf(account);
  account.closesOn = null;
  account.closedAt = null;
  checkAddress(desk, account, true, '', account.id);
  assertProfilesHold(desk, account);
  // a former administrateur comes back as a user: the convention's two places may be taken (ADM-1)
  if (account.administrateurSince !== null && administrateursOf(roster, at).length > 2)
    account.administrateurSince = null;
  if (!account.hasPassword) startOnboarding(desk, account); // closing ended the one before
  notePeople(desk, 'user', account.id, 'user.reactivate', wasClosed ? 'Compte réactivé' : 'Clôture annulée', {
    rule: 'ACC-16',
    before,
    after: closingOf(account),
  });
  mailClosure(desk, account, false);
  return account.id;
}

/** What of an account its closing and its return change. */
function closingOf({ closesOn, administrateurSince }: Account) {
  return { closesOn, administrateur: administrateurSince !== null };
}

/** GRP-17 stays true of every profile group the person is in. */
function assertProfilesHold(desk: PeopleDesk, account: Account): void {
  const { roster } = desk;
  const groups = membershipsOf(roster, account.id).map((one) => one.groupId);
  const profiles = new Set(roster.groups.filter((group) => groups.includes(group.id)).map((group) => group.profile));
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

function pick(account: Account, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(account).filter(([field]) => fields.includes(field)));
}
