import type { ConventionEndView } from '../api/shapes/conventionEnd.ts';
import { SUPPORT_KINDS } from '../domain/supportRequest/types.ts';
import { TASK_KINDS, type TaskKind } from '../domain/task/kinds.ts';
import { annualControl, supportRequest } from '../test/builders/hostileCases.ts';
import {
  AT,
  campaign,
  correction,
  document,
  everyone,
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
import { groups, user } from '../test/builders/hostilePeople.ts';
import { describePages } from '../test/describePages.ts';
import { CheckPage } from './campaigns/checkPage.tsx';
import { CampaignsPage } from './campaigns/listPage.tsx';
import { CampaignPage } from './campaigns/onePage.tsx';
import { ControlsPage } from './controls/listPage.tsx';
import { ControlPage } from './controls/page.tsx';
import { ConventionEndPage } from './conventionEnd/page.tsx';
import { CorrectionsPage, RecapPage, ReportPage } from './corrections/listPage.tsx';
import { CorrectionPage } from './corrections/onePage.tsx';
import { DashboardPage } from './dashboard/page.tsx';
import { DevMailPage, DevMailsPage } from './devMails/pages.tsx';
import { ClosePage } from './documents/closePage.tsx';
import { VersionsPage } from './documents/page.tsx';
import { CoursePage } from './dossiers/coursePage.tsx';
import { DossiersPage } from './dossiers/listPage.tsx';
import { DossierPage } from './dossiers/onePage.tsx';
import { BatchRecapPage } from './dossiers/recapPage.tsx';
import { StaffHomePage } from './home/page.tsx';
import { ErrorPage } from './kit/errorPage.tsx';
import type { MailView, TaskView } from './kit/views.ts';
import { LinkPage } from './link/pages.tsx';
import { DocumentTextPage } from './link/textPage.tsx';
import type { LinkView } from './link/views.ts';
import { MailTemplatePage, MailTemplatesPage } from './mails/pages.tsx';
import { SentMailPage, SentMailsPage } from './mails/sentPages.tsx';
import { TroublesPage } from './mails/troublePage.tsx';
import { OperationsPage } from './operations/page.tsx';
import { SchedulesPage } from './operations/schedulesPage.tsx';
import { PartnersPage } from './partners/listPage.tsx';
import { PartnerPage } from './partners/pages.tsx';
import { RequestPage } from './request/form.tsx';
import { ServicesPage } from './services/page.tsx';
import { NewSupportPage, SupportMailPage } from './support/formPages.tsx';
import { SupportListPage, SupportPage } from './support/pages.tsx';
import { TaskRecapPage, TaskReportPage } from './tasks/batchPages.tsx';
import { TaskPage, TasksPage } from './tasks/pages.tsx';

const mail: MailView = {
  id: X,
  template: 'MAIL-25',
  label: X,
  to: X,
  processId: X,
  caf: X,
  state: 'ENVOI_ECHOUE',
  attempts: 1,
  doubt: false,
  settled: false,
  createdAt: AT,
  takenAt: null,
  nextAttemptAt: AT,
  trouble: X,
  resendable: true,
};
const sending = { action: '/lot', key: 'key-of-the-wish', fields: [['ids', X]] } as const;
const STEPS = [{ label: X, at: 'current' }] as const;
const linked = { view, path: '/lien/x', steps: STEPS, stage: null, document: null, kept: new Map() } as const;
const toSign: LinkView = {
  ...link('dossier'),
  eligibilityExpected: false,
  siretQuestion: null,
  actions: ['complete', 'sign', 'decline'],
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
      services: ['AFAS'],
      home: X,
      doneAt: { href: X, label: X },
      needless: [],
      subjects: [{ value: X, label: X }],
      mine: false,
      queued: true,
      colleagues: [{ id: X, name: X }],
      assign: { ...faulty, id: 'confier' },
    },
  });

const controlPage = (tasks: TaskView[] | null): JSX.Element => {
  const forms = annualControl.items.map((item) => ({
    item,
    again: false,
    form: { ...faulty, id: `piece-${item.about}` },
  }));
  return ControlPage({ view, control: annualControl, forms, fault: forms[0]?.form ?? null, tasks });
};

const ending = (running: ConventionEndView['running']): ConventionEndView => ({
  convention: { number: X },
  earliest: '2026-04-09',
  closes: { services: [{ code: 'CDAP', label: X }], groups: 2, processes: 1 },
  stays: { accounts: 3 },
  running,
});

describePages('pages of dossiers, partners and cases', {
  request: () => RequestPage({ view, form: faulty }),
  'end of a convention': () =>
    ConventionEndPage({ view, partnerId: X, end: ending(null), form: faulty, renounce: { ...faulty, id: 'renoncer' } }),
  'end of a convention, asked for': () =>
    ConventionEndPage({
      view,
      partnerId: X,
      end: ending({ processId: X, endsOn: '2026-12-31', reason: X, by: 'PARTENAIRE' }),
      form: { ...faulty, faults: [] },
      renounce: faulty,
    }),
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
        troubles: [{ kind: 'MAIL', about: X, words: X, since: AT, caf: X, processId: X, mailId: X }],
        resourceCentre: { words: X },
        asksDelegations: true,
      },
    }),
  'yearly controls': () =>
    ControlsPage({ view, partner, controls: of(annualControl), query, form: { ...faulty, id: 'controle' } }),
  'yearly control of an administrateur': () => controlPage(null),
  'yearly control of the Caf': () => controlPage([task('EXAMINER_CONTROLE')]),
  'support requests': () => SupportListPage({ view, requests: of(supportRequest), query, asks: 'mail' }),
  'support request': () => SupportPage({ view, request: supportRequest, form: { ...faulty, id: 'complement' } }),
  'new support request': () => NewSupportPage({ view, kinds: SUPPORT_KINDS, people: [user], search: X, form: faulty }),
  'support mail': () => SupportMailPage({ view, form: faulty }),
  tasks: () => TasksPage({ view, tasks: of(task('RELANCER')), query, may: true }),
  'tasks to decide together': () =>
    TasksPage({ view, tasks: of(task('CONTRESIGNER')), query: { kind: 'CONTRESIGNER' }, may: true }),
  'tasks about to be decided': () =>
    TaskRecapPage({
      ...{ view, tasks: [task('CONTRESIGNER')], outcome: 'countersign', list: X },
      matching: { items: [task('CONTRESIGNER')], total: 1_234 },
    }),
  'tasks decided together': () =>
    TaskReportPage({
      view,
      list: X,
      report: {
        items: [
          { taskId: X, status: 'refused', label: X, code: 'TACHE_PRISE', message: X },
          { taskId: X, status: 'pending', label: X, code: 'NON_CONFIRME', message: X },
        ],
      },
      sending,
    }),
  ...Object.fromEntries((Object.keys(TASK_KINDS) as TaskKind[]).map((kind) => [`task ${kind}`, () => taskPage(kind)])),
  dossiers: () =>
    DossiersPage({
      view,
      processes: of(process),
      query,
      may: true,
      report: [
        { id: X, label: X, status: 'refused', message: X },
        { id: X, label: X, status: 'pending', message: X },
      ],
      sending,
      fault: faulty,
    }),
  dossier: () =>
    DossierPage({
      view,
      data: {
        process,
        steps: STEPS,
        documents: [document],
        services: [service],
        tasks: [task('RELANCER')],
        timeline: [{ at: AT, label: X, who: X, rule: X }],
        mails: [mail],
        partner,
        facts: [[X, X]],
        casePage: X,
        may: true,
        cancel: faulty,
        remind: { ...faulty, id: 'relancer' },
        notes: {
          items: [
            {
              ...{ id: X, text: X, by: X, at: AT, withdrawable: true },
              file: { name: X, mediaType: 'application/pdf', size: 1_200_000 },
            },
          ],
          nextCursor: X,
        },
        note: { ...faulty, id: 'note' },
      },
    }),
  'course of a dossier': () =>
    CoursePage({
      ...{ view, process, timeline: [{ at: AT, label: X, who: X, rule: X }] },
      course: {
        steps: (['done', 'current', 'stopped', 'ahead'] as const).map((at) => ({
          ...{ label: X, at, enteredAt: AT, leftAt: at === 'done' ? AT : null },
        })),
        planned: [{ at: AT, what: X, rule: X }],
      },
      execution: {
        ...{ running: true, startedAt: AT, events: 3, taskAttempt: 2, page: X },
        timers: [{ startedAt: AT, firesAt: AT }],
        activities: [{ name: X, attempt: 2, nextAt: null }],
      },
    }),
  'several dossiers about to be acted on': () =>
    BatchRecapPage({
      ...{ view, list: X, action: 'assign', processes: [process], matching: null, reason: X, insist: true },
      ...{ colleagues: [{ id: X, name: X }], form: { ...faulty, id: 'lot-dossiers' } },
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
      checks: [{ id: X, name: X, lines: 2, checkedAt: AT, keptUntil: AT }],
    }),
  'checked campaign': () =>
    CheckPage({
      view,
      check: {
        ...{ id: X, ...head, ...figures, checkedAt: AT, keptUntil: AT, revision: 2, campaignId: null },
        changes: [
          { row: 2, siret: X, raisonSociale: X, before: 'accepted', after: 'held' },
          { row: 3, siret: X, raisonSociale: X, before: 'held', after: 'held' },
        ],
      },
      rows: of({ ...row, before: 'held' as const }),
      query,
      launch: faulty,
    }),
  campaign: () =>
    CampaignPage({
      view,
      campaign,
      rows: of(row),
      query,
      follow: true,
      may: true,
      partial: true,
      cancel: faulty,
      troubles: [X],
    }),
  'services for everyone': () =>
    ServicesPage({
      view,
      services: [
        { ...everyone, state: 'FERME_REPLI' },
        { ...everyone, code: 'ESAT', state: 'OUVERT', detail: null, next: null },
      ],
      forms: { suspend: { ...faulty, id: 'suspendre-tous' }, resume: { ...faulty, id: 'rouvrir-tous' } },
    }),
  partners: () => PartnersPage({ view, partners: of(partner), query, form: faulty }),
  partner: () =>
    PartnerPage({
      view,
      partner,
      documents: [document],
      services: [service],
      processes: [process],
      corrections: [correction, { ...correction, correctedAt: AT }],
      staff: true,
      readsEnd: true,
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
      nature: { ...faulty, id: 'nature' },
      contact: { ...faulty, id: 'coordonnees' },
      amend: {
        siret: { ...faulty, id: 'avenant-siret' },
        reach: { ...faulty, id: 'avenant-portee' },
        caf: { ...faulty, id: 'avenant-caf' },
      },
      cna: { ...faulty, id: 'cna' },
      suspending: { suspend: { ...faulty, id: 'suspendre' }, resume: { ...faulty, id: 'rouvrir' } },
      mode: { inForce: { mode: 'DELEGUE', obstacle: null }, form: { ...faulty, id: 'mode' } },
    }),
  corrections: () => CorrectionsPage({ view, reopeningId: X, corrections: of(correction), query, may: true }),
  'recap of corrections': () =>
    RecapPage({ view, reopeningId: X, corrections: [correction], matching: { sure: 1_234, more: true } }),
  'report of corrections': () =>
    ReportPage({
      view,
      reopeningId: X,
      report: {
        items: [
          { id: X, raisonSociale: X, outcome: 'REFUSEE', siret: null, code: 'TACHE_PRISE', message: X },
          { id: X, raisonSociale: X, outcome: 'EN_COURS', siret: null, code: null, message: null },
        ],
        left: 3,
      },
      sending,
    }),
  correction: () => CorrectionPage({ view, correction, undo: { ...faulty, id: 'annuler' }, may: true }),
  'link of a dossier': () => LinkPage({ ...linked, link: link('dossier'), refused: { ...faulty, id: 'refus' } }),
  'link to read': () => LinkPage({ ...linked, link: toSign, stage: 'lire', refused: { ...faulty, id: 'code' } }),
  'link to complete': () =>
    LinkPage({ ...linked, link: toSign, stage: 'completer', refused: { ...faulty, id: `bulletin-${X}` } }),
  'link to sign': () => LinkPage({ ...linked, link: toSign, stage: 'signer', refused: { ...faulty, id: 'signature' } }),
  'link to sign as named': () =>
    LinkPage({
      ...linked,
      link: toSign,
      stage: 'signer',
      refused: null,
      kept: new Map([['signature', { name: X, function: X }]]),
    }),
  'link of a request': () => LinkPage({ ...linked, link: link('request'), refused: { ...faulty, id: 'complement' } }),
  'document text': () => DocumentTextPage({ view, text, back: '/lien/x' }),
  'development mails': () =>
    DevMailsPage({
      view,
      mails: [{ index: 0, mail: { to: X, subject: X, text: X, date: AT } }],
      total: 1,
      to: X,
      recipients: [X],
    }),
  'development mail': () =>
    DevMailPage({
      view,
      mail: {
        to: X,
        subject: X,
        text: `http://127.0.0.1/${X}`,
        date: AT,
        attachments: [
          { filename: X, base64: '' },
          { filename: X, base64: null },
        ],
      },
      at: '/dev/mails/0',
      publicUrl: 'http://127.0.0.1',
    }),
  'mail templates': () =>
    MailTemplatesPage({ view, troubles: true, templates: [{ id: X, label: X, recipient: X, trigger: X, subject: X }] }),
  'mails in trouble': () =>
    TroublesPage({
      view,
      mails: [null, X].map((processId) => ({
        ...{
          id: X,
          template: X,
          label: X,
          to: X,
          processId,
          caf: X,
          state: 'DOUTE' as const,
          attempts: 2,
          doubt: true,
          settled: false,
        },
        ...{ createdAt: AT, takenAt: null, nextAttemptAt: AT, trouble: X, resendable: true },
      })),
      refused: faulty,
    }),
  'mails that were sent': () => SentMailsPage({ view, mails: of(mail), query }),
  'mail that was refused': () =>
    SentMailPage({
      ...{ view, mail, refused: { ...faulty, id: 'refus' } },
      shown: { subject: X, text: X, html: X, example: false },
    }),
  'mail of no dossier': () =>
    SentMailPage({
      ...{ view, mail: { ...mail, processId: null, state: 'A_ENVOYER' }, refused: null },
      shown: { subject: X, text: X, html: X, example: false },
    }),
  operations: () =>
    OperationsPage({
      ...{ view, follow: true },
      status: {
        parts: [{ name: X, state: 'down' }],
        workers: [{ host: X, state: 'MUET', startedAt: AT, silentMs: 9_000, queues: [X] }],
        queues: [{ queue: X, kind: 'workflow', backlog: 2, oldestMs: 1, pollers: 0 }],
        sweep: { silentMs: 1, state: 'EN_MARCHE' },
        backlog: {
          ...{ mails: 1, mailsOverdue: 1, mailsInTrouble: 1, processesInTrouble: 1, unconfirmed: 1, unstarted: 1 },
          sealedAt: AT,
        },
      },
      troubles: [null, X].map((processId) => ({
        ...{ kind: 'MAIL' as const, about: X, words: X, since: AT, caf: X, processId, mailId: processId },
      })),
    }),
  dashboard: () =>
    DashboardPage({
      ...{ view, query: { caf: X, period: '30', weeks: '4' }, choosesCaf: true },
      figures: {
        head: { caf: X, countedAt: AT, late: { dossiers: 1, tasks: 2 } },
        open: [{ type: X, typeLabel: X, state: X, stateLabel: X, count: 1 }],
        waiting: [{ type: X, typeLabel: X, step: X, stepLabel: X, who: 'CAF', count: 1, medianMs: 1 }],
        stays: [{ type: X, typeLabel: X, step: X, stepLabel: X, count: 1, medianMs: 1, p90Ms: null }],
        load: [{ week: '2026-03-09', created: 1, done: 0, own: 0 }],
        due: [{ day: '2026-03-10', dossiers: 1, tasks: 0 }],
        burndown: [{ campaignId: X, campaign: X, day: '2026-03-10', open: 4 }],
        refused: [{ week: '2026-03-09', refused: 1, doubtful: 0 }],
      },
    }),
  schedules: () =>
    SchedulesPage({
      view,
      schedules: [true, false].map((paused) => ({
        ...{ id: `purge-${paused}`, label: X, when: X, paused, note: X, running: true, lastAt: AT, nextAt: null },
      })),
      refused: { ...faulty, id: 'pause-purge' },
    }),
  'mail template': () =>
    MailTemplatePage({
      view,
      mail: { id: X, label: X, recipient: X, trigger: X, subject: X, text: X, html: X },
    }),
  refusal: () => ErrorPage({ view, refusal: { status: 500, message: X, requestId: X } }),
  forbidden: () => ErrorPage({ view, refusal: { status: 403, message: X, requestId: X } }),
});
