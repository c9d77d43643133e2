import { describe, expect, it } from '@jest/globals';
import type { CafSettingsView } from '../api/shapes/cafSettings.ts';
import { afasProfiles, approverChange, userRequest } from '../test/builders/hostileCases.ts';
import { AT, document, faulty, of, partner, person, query, service, view, X } from '../test/builders/hostilePages.ts';
import { diagnosis, group, groups, me, session, user } from '../test/builders/hostilePeople.ts';
import { describePages } from '../test/describePages.ts';
import { AccountPage } from './account/page.tsx';
import { ApproverChangePage } from './afas/changePage.tsx';
import { AfasProfilesPage } from './afas/profilesPage.tsx';
import { CafSettingsPage } from './cafSettings/page.tsx';
import { DelegationsPage } from './delegations/page.tsx';
import { NewGroupPage } from './groups/newPage.tsx';
import { GroupPage, GroupsPage } from './groups/pages.tsx';
import { PersonHomePage } from './home/page.tsx';
import { SecondFactorPage } from './secondFactor/page.tsx';
import { KeyPage, RecoveryCodesPage } from './secondFactor/setUpPages.tsx';
import { CodePage } from './signIn/codePage.tsx';
import { IdentityRefusedPage } from './signIn/oidcPages.tsx';
import { SignInPage } from './signIn/page.tsx';
import { FirstLoginPage, ForgottenPage } from './signIn/passwordPages.tsx';
import {
  AskAccountPage,
  AskClosingPage,
  AskEditPage,
  AskGroupsPage,
  AskReactivationPage,
} from './userRequests/formPages.tsx';
import { UserRequestPage, UserRequestsPage } from './userRequests/pages.tsx';
import { DiagnosisPage } from './users/diagnosisPage.tsx';
import { ImportCheckPage } from './users/importCheckPage.tsx';
import { ImportPage, NewImportPage } from './users/importPages.tsx';
import { NewUserPage, UserPage, UsersPage } from './users/pages.tsx';

const asking = { view, partner, groups: [group], people: [user], chosen: null, search: X, form: faulty };

const cafSettings: CafSettingsView = {
  caf: { code: X, name: X },
  settings: {
    ...{ mailbox: X, cafproChannel: X, dialogue: 'https://x.example', resourceCentre: X, dataProtection: X },
    guides: { tuteur: 'https://x.example' },
  },
  mailbox: X,
};

describePages('pages of people, their accounts and groups', {
  'sign in': () => SignInPage({ view: { ...view, person: null }, form: faulty, back: X, oidc: true }),
  'sign-in code': () => CodePage({ view, form: faulty, ticket: X, back: X }),
  'second factor': () =>
    SecondFactorPage({
      view,
      factor: { on: true, since: AT, recoveryCodesLeft: 8, demanded: true, byPassword: true },
      own: faulty,
      back: X,
      demand: {
        agents: true,
        administrateurs: false,
        without: { agents: 1, administrateurs: 2 },
        form: { ...faulty, id: 'demande' },
      },
      reset: { ...faulty, id: 'autre' },
    }),
  'second factor off': () =>
    SecondFactorPage({
      view,
      factor: { on: false, since: null, recoveryCodesLeft: 0, demanded: true, byPassword: true },
      own: faulty,
      back: X,
      demand: null,
      reset: null,
    }),
  'second factor key': () => KeyPage({ view, form: faulty, begun: { key: X, uri: X }, back: X }),
  'recovery codes': () => RecoveryCodesPage({ view, codes: [X], back: X }),
  'identity refused': () => IdentityRefusedPage({ view }),
  'delegations of signature': () =>
    DelegationsPage({
      view,
      delegations: {
        items: [
          {
            ...{ id: X, caf: '93', holder: { id: X, name: X }, from: '2026-01-01', until: '2026-12-31', act: X },
            ...{ inForce: true, recordedAt: AT },
          },
        ],
        agents: [{ id: X, name: X }],
      },
      form: { ...faulty, id: 'delegation' },
    }),
  'no delegation of signature': () =>
    DelegationsPage({ view, delegations: { items: [], agents: [] }, form: { ...faulty, id: 'delegation' } }),
  'settings of a Caf': () => CafSettingsPage({ view, ...cafSettings, form: { ...faulty, id: 'reglages' } }),
  'settings of a Caf, for its agents': () =>
    CafSettingsPage({
      view: { ...view, person: { ...person, roles: ['agent'] } },
      ...cafSettings,
      form: { ...faulty, id: 'reglages' },
    }),
  'home of a person': () =>
    PersonHomePage({ view, me, roster: { partner, documents: [document], services: [service] }, caf: cafSettings }),
  account: () =>
    AccountPage({
      view,
      me,
      user: { ...user, actions: ['edit'] },
      sessions: [session],
      profile: faulty,
      password: { ...faulty, id: 'mot-de-passe' },
    }),
  groups: () => GroupsPage({ view, partner, groups, query }),
  'new group': () =>
    NewGroupPage({
      view,
      partner,
      mayCreate: groups.mayCreate,
      parents: [group],
      people: [user],
      search: X,
      form: faulty,
    }),
  group: () =>
    GroupPage({
      view,
      group: { ...group, actions: ['edit', 'appointManager', 'attachRole', 'editMembers', 'createSubgroup'] },
      members: of(user),
      query,
      subgroups: [group],
      readsAbove: true,
      people: [{ ...user, id: X + X }],
      search: X,
      roles: [X],
      forms: { role: faulty },
    }),
  users: () =>
    UsersPage({
      view,
      partner,
      users: { ...of(user), createObstacle: null },
      query,
      asks: true,
      tells: true,
      imports: true,
    }),
  'users, none to make': () =>
    UsersPage({
      view,
      partner,
      users: { ...of(user), createObstacle: { code: 'MODE_CENTRALISE', message: X, rule: X, processId: X } },
      query,
      asks: false,
      tells: true,
      imports: true,
    }),
  'user requests': () => UserRequestsPage({ view, partner, requests: of(userRequest), query, asks: true }),
  'user request': () => UserRequestPage({ view, request: userRequest }),
  'ask for an account': () => AskAccountPage(asking),
  'ask for groups': () => AskGroupsPage(asking),
  'choose whom to correct': () => AskEditPage(asking),
  'ask for a correction': () => AskEditPage({ ...asking, chosen: user }),
  'ask for a reactivation': () => AskReactivationPage(asking),
  'ask for a closing': () => AskClosingPage(asking),
  'new import': () => NewImportPage({ view, partner, form: faulty }),
  'checked import': () =>
    ImportCheckPage({
      view,
      partner,
      query,
      make: faulty,
      list: {
        ...{ checkId: X, partnerId: X, checkedAt: AT, keptUntil: AT, changed: 1 },
        rows: { total: 1, accepted: 0, toConfirm: 1, existing: 0, duplicate: 0, refused: 0 },
      },
      rows: of({
        ...{ row: 2, lastName: X, firstName: X, email: X, verdict: 'toConfirm' as const, before: 'accepted' as const },
        reasons: [{ code: X, column: X, message: X }],
      }),
    }),
  'one import': () =>
    ImportPage({
      view,
      partner,
      query,
      live: true,
      cancel: faulty,
      rows: of({ row: 2, email: X, state: 'REFUSE' as const, reasons: [{ code: X, column: X, message: X }] }),
      list: {
        processId: X,
        state: 'EN_COURS',
        rows: { total: 1, waiting: 0, created: 0, existing: 0, duplicate: 0, refused: 1, cancelled: 0 },
        details: [],
      },
    }),
  'new user': () => NewUserPage({ view, partner, groups: [group], grouped: true, form: faulty }),
  user: () =>
    UserPage({
      view,
      user: { ...user, actions: ['edit', 'changeAddress'] },
      people: [user],
      search: X,
      data: false,
      asks: true,
      forms: { modifier: faulty },
    }),
  diagnosis: () => DiagnosisPage({ view, user, service: 'CDAP', diagnosis }),
  'first login': () => FirstLoginPage({ view, form: faulty, back: X }),
  'afas profiles': () =>
    AfasProfilesPage({
      view,
      partner,
      profiles: afasProfiles,
      form: { ...faulty, id: 'role-afas' },
      declarer: group,
      newDeclarant: { ...faulty, id: 'declarant' },
      makesGroups: true,
    }),
  'afas profiles, nobody yet': () =>
    AfasProfilesPage({
      view,
      partner,
      profiles: { ...afasProfiles, items: [], declarants: [] },
      form: faulty,
      declarer: null,
      newDeclarant: null,
      makesGroups: false,
    }),
  'approver change': () =>
    ApproverChangePage({
      view,
      change: approverChange,
      names: { proposed: X, former: X },
      form: { ...faulty, id: 'piece' },
      maySave: true,
    }),
  forgotten: () => ForgottenPage({ view, form: faulty }),
});

describe('« Détacher le rôle »', () => {
  const page = async (people: (typeof user)[], nextCursor: string | null = null) =>
    GroupPage({
      view,
      group: { ...group, actions: ['attachRole'] },
      members: { items: people, nextCursor, total: people.length },
      query: {},
      subgroups: [],
      readsAbove: true,
      people: [],
      search: null,
      roles: [],
      forms: {},
    });
  const named = (id: string, lastName: string) => ({ ...user, id, firstName: 'Nadia', lastName });

  it('says to whom and to how many it happens, before it does', async () => {
    expect(await page([named('1', 'Ferrand'), named('2', 'Roy')])).toMatch(
      /disparaît aussitôt pour 2 personnes : Nadia Ferrand, Nadia Roy\./,
    );
    expect(await page([])).toContain('dans ce groupe : nul ne perd');
    expect(await page([named('1', 'Ferrand')], 'x')).toContain(
      'pour plus de 1 personnes : Nadia Ferrand, et d’autres.',
    );
  });
});
