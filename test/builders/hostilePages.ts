import type { Person } from '../../adapters/identity/sessions.ts';
import type { TaskKind } from '../../domain/task/kinds.ts';
import type { FormState } from '../../web/kit/form.tsx';
import type { View } from '../../web/kit/page.tsx';
import type {
  CampaignRowView,
  CampaignView,
  CorrectionView,
  DocumentView,
  NationalServiceView,
  PartnerView,
  ProcessView,
  ServiceView,
  TaskView,
} from '../../web/kit/views.ts';
import type { LinkView } from '../../web/link/views.ts';

/** Whatever a person may type or a file may hold. */
export const X = `"'><script>alert(1)</script><img src=x onerror=y>&amp;`;
export const AT = '2026-03-10T09:00:00.000Z';

export const person: Person = {
  id: 'u',
  login: X,
  email: X,
  firstName: X,
  lastName: X,
  roles: ['agent', 'cafAdmin'],
  caf: '93',
  partnerId: null,
  restricted: false,
  enrolling: false,
  rulesVersion: null,
};
export const view: View = { person, path: '/', flash: X, now: new Date(AT), devMails: true };
export const faulty: FormState = {
  id: 'annuler',
  values: { reason: X, name: [X, X], raisonSociale: X, roles: [X] },
  faults: [
    { path: 'reason', code: 'CHAMP_INVALIDE', message: X, rule: `${X} RGL-42` },
    { path: '', code: 'CHAMP_INVALIDE', message: X },
  ],
};
export const process: ProcessView = {
  id: X,
  type: 'esatOnboarding',
  businessKey: X,
  caf: X,
  readerCaf: null,
  label: X,
  state: 'DOCUMENTS_ENVOYES',
  phase: 'documents',
  since: AT,
  waitingFor: { who: 'PARTENAIRE', what: X, until: AT, then: X },
  nextActionAt: AT,
  dueAt: AT,
  late: true,
  incident: X,
  flags: [X],
  partnerId: X,
  campaignId: X,
  userId: X,
  useCase: 1,
  endReason: X,
  createdAt: AT,
  closedAt: null,
};
export const task = (kind: TaskKind): TaskView => ({
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
  lateDays: 3,
  state: 'OUVERTE',
  outcome: X,
  outcomes: [],
  outcomeForms: [],
  createdAt: AT,
  completedAt: null,
  doneBy: { id: X, name: X },
});
export const document: DocumentView = {
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
  motif: null,
  sentAt: AT,
  completedAt: null,
  signedAt: null,
  activatedAt: null,
  closedAt: null,
  createdAt: AT,
  signatures: [],
  events: [],
};
export const partner: PartnerView = {
  id: X,
  caf: X,
  siret: X,
  siren: X,
  raisonSociale: X,
  address: X,
  email: X,
  phone: X,
  departments: [X],
  nature: null,
  typeOrganisme: null,
  version: 1,
  createdAt: AT,
  updatedAt: AT,
};
export const everyone: NationalServiceView = {
  ...{ code: 'CDAP', label: X, state: 'FERME', reason: X, since: AT, until: AT, opensOn: '2026-01-01' },
  ...{ searchBy: null, detail: X, next: X },
};
export const service: ServiceView = {
  id: X,
  service: 'CDAP',
  label: X,
  state: 'OUVERTE',
  opensOn: '2026-01-01',
  since: AT,
  closedAt: null,
  reason: X,
  suspendedAt: null,
  suspendedUntil: null,
  bulletinId: X,
  people: 2,
};
export const row: CampaignRowView = {
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
export const figures = {
  rows: { total: 1, accepted: 1, held: 0, refused: 0, duplicate: 0 },
  byUseCase: { '1': 1, '2': 0, '3': 0, '4': 0 },
  byState: { queued: 1, [X]: 2 },
};
export const head = {
  name: X,
  state: 'EN_COURS' as const,
  caf: '93',
  deadline: '2026-06-30',
  opensOn: '2026-07-01',
  delegationMode: 'DELEGUE' as const,
};
export const campaign: CampaignView = {
  id: X,
  processId: X,
  ...head,
  ...figures,
  byResolution: {},
  createdAt: AT,
  closedAt: null,
};
const { events: _, ...shown } = document;
export const correction: CorrectionView = {
  id: X,
  reopeningId: X,
  partnerId: X,
  caf: X,
  raisonSociale: X,
  verdict: 'ECART_SIRET_MEME_SIREN',
  flags: [X],
  state: 'CORRIGEE',
  ended: false,
  dueAt: AT,
  correctedAt: null,
  siretMcp: X,
  formerSiret: X,
  tiersi: [{ siret: X, proteges: 2, heldBy: X }],
  proposal: { siret: X, why: X, sure: true },
  taskId: X,
};
export const link = (kind: 'dossier' | 'request'): LinkView => ({
  kind,
  type: kind === 'request' ? 'accessRequest' : 'conventionnement',
  organisme: X,
  caf: { code: '93', name: X },
  state: kind === 'request' ? 'COMPLEMENT_DEMANDE' : 'DOCUMENTS_ENVOYES',
  phase: kind === 'request' ? null : 'documents',
  waitingFor: process.waitingFor,
  current: true,
  ended: false,
  readableUntil: AT,
  done: [{ at: AT, what: X, by: X }],
  codeSentTo: X,
  code: { sentAt: AT, expiresAt: AT },
  actions: ['fillEligibility', 'answerSiret', 'complete', 'sign', 'decline', 'supply', 'withdraw'],
  eligibilityExpected: true,
  siretQuestion: { text: X, conventionSiret: X, choices: [X], open: true, answer: { at: AT, siret: X, words: X } },
  documents: [
    {
      ...shown,
      actions: ['complete', 'sign', 'decline'],
      defaults: { ...document.content, administrateur: { firstName: X, lastName: X, email: X } },
    },
  ],
  request: { reference: X, state: 'COMPLEMENT_DEMANDE', question: X, profiles: [X] },
});
export const of = <T>(item: T) => ({ items: [item], nextCursor: X, total: 1 });
export const query = { q: X, cursor: X, verdict: X, type: X };
export const text = {
  title: X,
  reference: X,
  notices: [X],
  sections: [{ heading: X, paragraphs: [X], items: [X], table: { headers: [X], rows: [[X]] } }],
  signatures: { heading: X, paragraphs: [X] },
  appendices: [],
};
