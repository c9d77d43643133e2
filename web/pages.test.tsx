import { describe, expect, it } from '@jest/globals';
import { SUPPORT_KINDS } from '../domain/supportRequest/types.ts';
import { TASK_KINDS, type TaskKind } from '../domain/task/kinds.ts';
import {
  afasProfiles,
  annualControl,
  approverChange,
  supportRequest,
  userRequest,
} from '../test/builders/hostileCases.ts';
import {
  AT,
  campaign,
  document,
  faulty,
  figures,
  head,
  link,
  of,
  partner,
  process,
  query,
  row,
  service,
  task,
  text,
  view,
  X,
} from '../test/builders/hostilePages.ts';
import { diagnosis, group, groups, me, session, user } from '../test/builders/hostilePeople.ts';
import { AccountPage } from './account/page.tsx';
import { ApproverChangePage } from './afas/changePage.tsx';
import { AfasProfilesPage } from './afas/profilesPage.tsx';
import { CampaignsPage } from './campaigns/listPage.tsx';
import { CampaignPage } from './campaigns/onePage.tsx';
import { ControlsPage } from './controls/listPage.tsx';
import { ControlPage } from './controls/page.tsx';
import { DevMailPage, DevMailsPage } from './devMails/pages.tsx';
import { ClosePage } from './documents/closePage.tsx';
import { VersionsPage } from './documents/page.tsx';
import { DossierPage, DossiersPage } from './dossiers/pages.tsx';
import { NewGroupPage } from './groups/newPage.tsx';
import { GroupPage, GroupsPage } from './groups/pages.tsx';
import { PersonHomePage, StaffHomePage } from './home/page.tsx';
import { ErrorPage } from './kit/errorPage.tsx';
import type { TaskView } from './kit/views.ts';
import { DocumentTextPage } from './link/donePages.tsx';
import { LinkPage } from './link/pages.tsx';
import { MailTemplatePage, MailTemplatesPage } from './mails/pages.tsx';
import { PartnerPage, PartnersPage } from './partners/pages.tsx';
import { RequestPage } from './request/form.tsx';
import { SecondFactorPage } from './secondFactor/page.tsx';
import { KeyPage, RecoveryCodesPage } from './secondFactor/setUpPages.tsx';
import { CodePage } from './signIn/codePage.tsx';
import { IdentityRefusedPage } from './signIn/oidcPages.tsx';
import { SignInPage } from './signIn/page.tsx';
import { FirstLoginPage, ForgottenPage } from './signIn/passwordPages.tsx';
import { NewSupportPage, SupportMailPage } from './support/formPages.tsx';
import { SupportListPage, SupportPage } from './support/pages.tsx';
import { TaskPage, TasksPage } from './tasks/pages.tsx';
import {
  AskAccountPage,
  AskClosingPage,
  AskEditPage,
  AskGroupsPage,
  AskReactivationPage,
} from './userRequests/formPages.tsx';
import { UserRequestPage, UserRequestsPage } from './userRequests/pages.tsx';
import { DiagnosisPage } from './users/diagnosisPage.tsx';
import { ImportPage, NewImportPage } from './users/importPages.tsx';
import { NewUserPage, UserPage, UsersPage } from './users/pages.tsx';

const taskPage = (kind: TaskKind) =>
  TaskPage({
    view,
    data: {
      task: task(kind),
      facts: [[X, X]],
      documents: [document],
      forms: Object.fromEntries(
        Object.keys(TASK_KINDS[kind].outcomes).map((one) => [one, { ...faulty, id: `issue-${one}` }]),
      ),
      may: true,
      profiles: ['T1', 'T9', X],
      home: X,
      doneAt: { href: X, label: X },
      needless: [],
      subjects: [{ value: X, label: X }],
      mine: false,
    },
  });

const asking = { view, partner, groups: [group], people: [user], chosen: null, search: X, form: faulty };
const controlPage = (tasks: TaskView[] | null): JSX.Element => {
  const forms = annualControl.items.map((item) => ({
    item,
    again: false,
    form: { ...faulty, id: `piece-${item.about}` },
  }));
  return ControlPage({ view, control: annualControl, forms, fault: forms[0]?.form ?? null, tasks });
};

const PAGES: Record<string, () => JSX.Element> = {
  'sign in': () => SignInPage({ view: { ...view, person: null }, form: faulty, back: X, oidc: true }),
  'sign-in code': () => CodePage({ view, form: faulty, ticket: X, back: X }),
  'second factor': () =>
    SecondFactorPage({
      view,
      factor: { on: true, since: AT, recoveryCodesLeft: 8, byPassword: true },
      own: faulty,
      reset: { ...faulty, id: 'autre' },
    }),
  'second factor off': () =>
    SecondFactorPage({
      view,
      factor: { on: false, since: null, recoveryCodesLeft: 0, byPassword: true },
      own: faulty,
      reset: null,
    }),
  'second factor key': () => KeyPage({ view, form: faulty, begun: { key: X, uri: X } }),
  'recovery codes': () => RecoveryCodesPage({ view, codes: [X] }),
  'identity refused': () => IdentityRefusedPage({ view }),
  request: () => RequestPage({ view, form: faulty }),
  home: () =>
    StaffHomePage({
      view,
      home: {
        tasks: [task('CONTRESIGNER')],
        openTasks: 1,
        states: [{ state: X, count: 2 }],
        running: 2,
        late: 1,
        campaigns: [{ id: X, ...head, createdAt: AT, closedAt: null }],
        showsTasks: true,
      },
    }),
  'home of a person': () =>
    PersonHomePage({ view, me, organisation: { partner, documents: [document], services: [service] } }),
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
      users: { ...of(user), createObstacle: { code: X, message: X, rule: X, processId: X } },
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
  'new import': () =>
    NewImportPage({
      view,
      partner,
      form: { ...faulty, values: { ...faulty.values, cle: X } },
      checked: {
        rows: { total: 1, accepted: 0, toConfirm: 0, existing: 0, duplicate: 0, refused: 1 },
        details: [{ row: 2, verdict: 'refused', reasons: [{ code: X, column: X, message: X }] }],
      },
    }),
  'one import': () =>
    ImportPage({
      view,
      partner,
      cancel: faulty,
      list: {
        processId: X,
        state: 'EN_COURS',
        rows: { total: 1, waiting: 0, created: 0, existing: 0, duplicate: 0, refused: 1, cancelled: 0 },
        details: [{ row: 2, state: 'REFUSE', reasons: [{ code: X, column: X, message: X }] }],
      },
    }),
  'new user': () => NewUserPage({ view, partner, groups: [group], grouped: true, form: faulty }),
  user: () =>
    UserPage({
      view,
      user: { ...user, actions: ['edit', 'changeAddress'] },
      people: [user],
      asks: true,
      forms: { modifier: faulty },
    }),
  diagnosis: () => DiagnosisPage({ view, user, service: 'CDAP', diagnosis }),
  'first login': () => FirstLoginPage({ view, form: faulty }),
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
  'yearly controls': () =>
    ControlsPage({ view, partner, controls: of(annualControl), query, form: { ...faulty, id: 'controle' } }),
  'yearly control of an administrateur': () => controlPage(null),
  'yearly control of the Caf': () => controlPage([task('EXAMINER_CONTROLE')]),
  'support requests': () => SupportListPage({ view, requests: of(supportRequest), query, asks: 'mail' }),
  'support request': () => SupportPage({ view, request: supportRequest, form: { ...faulty, id: 'complement' } }),
  'new support request': () => NewSupportPage({ view, kinds: SUPPORT_KINDS, people: [user], form: faulty }),
  'support mail': () => SupportMailPage({ view, form: faulty }),
  forgotten: () => ForgottenPage({ view, form: faulty }),
  tasks: () => TasksPage({ view, tasks: of(task('RELANCER')), query }),
  ...Object.fromEntries((Object.keys(TASK_KINDS) as TaskKind[]).map((kind) => [`task ${kind}`, () => taskPage(kind)])),
  dossiers: () =>
    DossiersPage({
      view,
      processes: of(process),
      query,
      may: true,
      report: [{ id: X, label: X, ok: false, message: X }],
      fault: faulty,
    }),
  dossier: () =>
    DossierPage({
      view,
      data: {
        process,
        documents: [document],
        services: [service],
        tasks: [task('RELANCER')],
        timeline: [{ at: AT, label: X, who: X, rule: X }],
        partner,
        facts: [[X, X]],
        casePage: X,
        may: true,
        cancel: faulty,
      },
    }),
  'close a document': () =>
    ClosePage({
      view,
      partner,
      closing: { document, documents: [document], services: [service] },
      form: faulty,
    }),
  'versions of a document': () =>
    VersionsPage({
      view,
      document,
      versions: [
        {
          version: 1,
          siret: X,
          hash: X,
          content: {},
          at: AT,
          signatures: [{ party: 'CAF', name: X, function: X, version: 1, hash: X, at: AT, voidedAt: AT }],
        },
      ],
    }),
  campaigns: () =>
    CampaignsPage({
      view,
      campaigns: of({ id: X, ...head, createdAt: AT, closedAt: null }),
      query,
      form: { ...faulty, values: { ...faulty.values, cle: X } },
      checked: { ...head, ...figures, details: [row] },
    }),
  campaign: () =>
    CampaignPage({ view, campaign, rows: of(row), query, follow: true, may: true, partial: true, cancel: faulty }),
  partners: () => PartnersPage({ view, partners: of(partner), query, form: faulty }),
  partner: () =>
    PartnerPage({
      view,
      partner,
      documents: [document],
      services: [service],
      processes: [process],
      obligations: of({
        user: { id: X, firstName: X, lastName: X },
        service: 'ESAT' as const,
        since: AT,
        lastUsedAt: null,
        useBefore: AT,
        reminders: 4,
        compliant: false,
      }),
      groups,
      form: faulty,
      mode: { inForce: { mode: 'DELEGUE', obstacle: null }, form: { ...faulty, id: 'mode' } },
    }),
  'link of a dossier': () =>
    LinkPage({ view, path: '/lien/x', link: link('dossier'), refused: { ...faulty, id: 'signature' } }),
  'link of a request': () =>
    LinkPage({ view, path: '/lien/x', link: link('request'), refused: { ...faulty, id: 'complement' } }),
  'document text': () => DocumentTextPage({ view, text, back: '/lien/x' }),
  'development mails': () =>
    DevMailsPage({ view, mails: [{ index: 0, mail: { to: X, subject: X, text: X, date: AT } }], total: 1, to: X }),
  'development mail': () =>
    DevMailPage({
      view,
      mail: { to: X, subject: X, text: `http://127.0.0.1/${X}`, date: AT },
      publicUrl: 'http://127.0.0.1',
    }),
  'mail templates': () =>
    MailTemplatesPage({ view, templates: [{ id: X, label: X, recipient: X, trigger: X, subject: X }] }),
  'mail template': () =>
    MailTemplatePage({
      view,
      mail: { id: X, label: X, recipient: X, trigger: X, subject: X, text: X, html: X },
    }),
  refusal: () => ErrorPage({ view, refusal: { status: 500, message: X, requestId: X } }),
  forbidden: () => ErrorPage({ view, refusal: { status: 403, message: X, requestId: X } }),
};

describe('pages', () => {
  it.each(Object.keys(PAGES))('%s: whatever was typed stays text (S9)', async (name) => {
    const html = await (PAGES[name] as () => JSX.Element)();
    expect(html).toContain('&lt;script>');
    // inside the quotes of an attribute a < is only text
    const tags = html.replace(/="[^"]*"/g, '=""');
    expect(tags).not.toMatch(/<script>|<img|alert\(1\)<|onerror="/);
    expect(tags).not.toMatch(/<style|\sstyle=|javascript:/);
  });

  it.each(Object.keys(PAGES))('%s: one h1, a skip link, no id twice, every label beside a field (U1)', async (name) => {
    const html = await (PAGES[name] as () => JSX.Element)();
    expect(html.match(/<h1/g)).toHaveLength(1);
    expect(html).toContain('<a class="skip" href="#contenu">');
    expect(html.startsWith('<!doctype html><html lang="fr">')).toBe(true);
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map((match) => match[1]);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    for (const [, target] of html.matchAll(/<label for="([^"]*)"/g)) expect(ids).toContain(target);
  });
});
