import { describe, expect, it } from '@jest/globals';
import type { Person } from '../adapters/sessions.ts';
import { TASK_KINDS, type TaskKind } from '../domain/task/kinds.ts';
import { CampaignPage, CampaignsPage } from './campaigns/pages.tsx';
import { DevMailPage, DevMailsPage } from './devMails/pages.tsx';
import { DossierPage, DossiersPage } from './dossiers/pages.tsx';
import { OrganisationPage, StaffHomePage } from './home/page.tsx';
import { ErrorPage } from './kit/errorPage.tsx';
import type { FormState } from './kit/form.tsx';
import type { View } from './kit/page.tsx';
import type {
  CampaignRowView,
  CampaignView,
  DocumentView,
  PartnerView,
  ProcessView,
  ServiceView,
  TaskView,
} from './kit/views.ts';
import { DocumentTextPage } from './link/donePages.tsx';
import { LinkPage } from './link/pages.tsx';
import type { LinkView } from './link/views.ts';
import { PartnerPage, PartnersPage } from './partners/pages.tsx';
import { RequestPage } from './request/form.tsx';
import { SignInPage } from './signIn/page.tsx';
import { TaskPage, TasksPage } from './tasks/pages.tsx';

/** Whatever a person may type or a file may hold. */
const X = `"'><script>alert(1)</script><img src=x onerror=y>&amp;`;
const AT = '2026-03-10T09:00:00.000Z';

const person: Person = {
  id: 'u',
  login: X,
  email: X,
  firstName: X,
  lastName: X,
  roles: ['agent', 'cafAdmin'],
  caf: '93',
  partnerId: null,
};
const view: View = { person, path: '/', flash: X, now: new Date(AT), devMails: true };
const faulty: FormState = {
  id: 'annuler',
  values: { reason: X, name: [X, X], raisonSociale: X, roles: [X] },
  faults: [
    { path: 'reason', code: X, message: X, rule: X },
    { path: '', code: X, message: X },
  ],
};
const process: ProcessView = {
  id: X,
  type: 'esatOnboarding',
  businessKey: X,
  caf: X,
  readerCaf: null,
  label: X,
  state: 'DOCUMENTS_ENVOYES',
  since: AT,
  waitingFor: { who: 'PARTENAIRE', what: X, until: AT, then: X },
  nextActionAt: AT,
  dueAt: AT,
  late: true,
  incident: X,
  flags: [X],
  partnerId: X,
  campaignId: X,
  useCase: 1,
  endReason: X,
  createdAt: AT,
  closedAt: null,
};
const task = (kind: TaskKind): TaskView => ({
  id: X,
  kind,
  label: X,
  dossier: X,
  dossierType: X,
  dossierLabel: X,
  subject: X,
  caf: X,
  role: X,
  assignee: { id: X, name: X },
  reason: X,
  due: AT,
  late: true,
  state: 'OUVERTE',
  outcome: X,
  outcomes: [],
  outcomeForms: [],
  createdAt: AT,
  completedAt: null,
});
const document: DocumentView = {
  id: X,
  kind: 'BULLETIN',
  label: X,
  service: 'CDAP',
  partnerId: X,
  caf: X,
  siret: X,
  number: X,
  origin: 'PASSERELLE',
  state: 'A_CORRIGER',
  version: 1,
  hash: X,
  content: { roles: [X], departments: [X], raisonSociale: X, siret: X, signatory: { name: X, function: X } },
  processId: X,
  conventionId: null,
  contratId: null,
  replacesId: null,
  reason: X,
  sentAt: AT,
  completedAt: null,
  signedAt: null,
  activatedAt: null,
  closedAt: null,
  createdAt: AT,
  signatures: [],
  events: [],
};
const partner: PartnerView = {
  id: X,
  caf: X,
  siret: X,
  siren: X,
  raisonSociale: X,
  address: X,
  email: X,
  phone: X,
  departments: [X],
  version: 1,
  createdAt: AT,
  updatedAt: AT,
};
const service: ServiceView = {
  id: X,
  service: 'CDAP',
  label: X,
  state: 'OUVERTE',
  opensOn: '2026-01-01',
  since: AT,
  closedAt: null,
  reason: X,
  bulletinId: X,
};
const row: CampaignRowView = {
  row: 2,
  siret: X,
  raisonSociale: X,
  caf: X,
  verdict: 'held',
  reasons: [{ code: X, column: X, message: X, warning: true }],
  useCase: 1,
  processId: X,
  resolution: X,
};
const figures = {
  rows: { total: 1, accepted: 1, held: 0, refused: 0, duplicate: 0 },
  byUseCase: { '1': 1, '2': 0, '3': 0, '4': 0 },
  byState: { queued: 1, [X]: 2 },
};
const head = {
  name: X,
  state: 'EN_COURS' as const,
  caf: '93',
  deadline: '2026-06-30',
  opensOn: '2026-07-01',
  delegationMode: 'DELEGUE' as const,
};
const campaign: CampaignView = {
  id: X,
  processId: X,
  ...head,
  ...figures,
  byResolution: {},
  createdAt: AT,
  closedAt: null,
};
const { events: _, ...shown } = document;
const link = (kind: 'dossier' | 'request'): LinkView => ({
  kind,
  organisme: X,
  caf: { code: '93', name: X },
  state: kind === 'request' ? 'COMPLEMENT_DEMANDE' : 'DOCUMENTS_ENVOYES',
  waitingFor: process.waitingFor,
  ended: false,
  codeSentTo: X,
  actions: ['fillEligibility', 'complete', 'sign', 'decline', 'supply', 'withdraw'],
  eligibilityExpected: true,
  documents: [
    {
      ...shown,
      actions: ['complete', 'sign', 'decline'],
      defaults: { ...document.content, administrateur: { firstName: X, lastName: X, email: X } },
    },
  ],
  request: { reference: X, state: 'COMPLEMENT_DEMANDE', question: X, profiles: [X] },
});
const of = <T,>(item: T) => ({ items: [item], nextCursor: X });
const query = { q: X, cursor: X, verdict: X, type: X };
const text = {
  title: X,
  reference: X,
  notices: [X],
  sections: [{ heading: X, paragraphs: [X], items: [X], table: { headers: [X], rows: [[X]] } }],
  signatures: { heading: X, paragraphs: [X] },
  appendices: [],
};
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
      formFilled: false,
      mine: false,
    },
  });

const PAGES: Record<string, () => JSX.Element> = {
  'sign in': () => SignInPage({ view: { ...view, person: null }, form: faulty, back: X }),
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
  organisation: () => OrganisationPage({ view, partner, documents: [document], services: [service] }),
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
        may: true,
        cancel: faulty,
      },
    }),
  campaigns: () =>
    CampaignsPage({
      view,
      campaigns: of({ id: X, ...head, createdAt: AT, closedAt: null }),
      query,
      form: { ...faulty, values: { ...faulty.values, cle: X } },
      checked: { ...head, ...figures, details: [row] },
    }),
  campaign: () => CampaignPage({ view, campaign, rows: of(row), query, follow: true, may: true, cancel: faulty }),
  partners: () => PartnersPage({ view, partners: of(partner), query, form: faulty }),
  partner: () =>
    PartnerPage({ view, partner, documents: [document], services: [service], processes: [process], form: faulty }),
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
  refusal: () => ErrorPage({ view, refusal: { status: 500, message: X, requestId: X } }),
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
