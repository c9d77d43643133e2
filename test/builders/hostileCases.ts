import type {
  AfasProfilesView,
  ApproverChangeView,
  ControlView,
  SupportView,
  UserRequestView,
} from '../../web/kit/views.ts';
import { AT, X } from './hostilePages.ts';

const waitingFor = { who: 'CAF' as const, what: X, until: AT, then: X };

/** Afas roles and support requests whose every text is what a hostile person would type. */
export const afasProfiles: AfasProfilesView = {
  items: [
    { id: X, user: { id: X, name: X }, role: 'FDA', state: 'ACTIF', since: AT, until: null, processId: null },
    { id: X + X, user: { id: X, name: X }, role: 'APPROBATEUR', state: 'REMPLACE', since: AT, until: AT, processId: X },
  ],
  nextCursor: null,
  declarants: [{ id: X, name: X }],
  complete: false,
  warnings: [{ code: 'PROFIL_INCOMPLET', rule: 'AFAS-6', message: X, userId: null }],
};

export const approverChange: ApproverChangeView = {
  id: X,
  partnerId: X,
  caf: '93',
  state: 'PJ3_ATTENDUE',
  userId: X,
  formerId: X,
  pj3Received: true,
  pj3Purged: false,
  reason: X,
  waitingFor,
  createdAt: AT,
  closedAt: null,
};

export const supportRequest: SupportView = {
  id: X,
  partnerId: X,
  organisme: X,
  caf: '93',
  state: 'COMPLEMENT_DEMANDE',
  kind: 'AIDE',
  outcome: 'NON_PRIORITAIRE',
  channel: 'COURRIEL',
  service: null,
  subject: X,
  reason: X,
  exchanges: [{ at: AT, by: 'PARTENAIRE', text: X }],
  waitingFor,
  dueAt: AT,
  late: true,
  createdAt: AT,
  closedAt: null,
};

export const userRequest: UserRequestView = {
  id: X,
  partnerId: X,
  organisme: X,
  caf: '93',
  state: 'REFUSEE',
  what: 'close',
  person: { firstName: X, lastName: X, email: X, qualification: X, numeroInstructeur: X, codeBailleur: X, titre: X },
  changes: { firstName: X, email: X, qualification: X, titre: null, workplaceSocialWorker: true },
  account: { id: X, login: X, name: X },
  closingReason: 'DEPART',
  closesOn: '2026-04-01',
  replacement: { id: X, login: X, name: X },
  join: [{ id: X, code: X, label: X }],
  leave: [{ id: X, code: X, label: X }],
  reason: X,
  answer: X,
  waitingFor,
  dueAt: AT,
  late: true,
  createdAt: AT,
  closedAt: null,
};

export const annualControl: ControlView = {
  id: X,
  partnerId: X,
  caf: '93',
  label: X,
  year: 2026,
  state: 'ECARTS',
  people: 1,
  gaps: 1,
  waitingFor,
  late: true,
  createdAt: AT,
  closedAt: null,
  sampleSize: 5,
  items: (['T1', 'T4', 'T9', 'DEPART'] as const).map((about) => ({
    id: `${X}${about}`,
    user: { id: X, name: X },
    about,
    proof: { at: AT, file: true, filePurged: false, numeroInstructeur: X, titre: 'JUGEMENT' },
    gap: { reason: X, correction: null, corrected: false },
  })),
  accesses: [{ service: 'CDAP', people: 1, unused: 1 }],
  lastUses: [{ user: { id: X, name: X }, service: 'CDAP', at: null }],
  reason: X,
};
