import type { DiagnosisView, GroupsView, GroupView, MeView, SessionView, UserView } from '../../web/kit/views.ts';
import { AT, X } from './hostilePages.ts';

/** People and groups whose every text is what a hostile person would type. */
export const user: UserView = {
  id: X,
  partnerId: X,
  login: X,
  firstName: X,
  lastName: X,
  email: X,
  phone: X,
  qualification: 'AS',
  diplomeVerifieLe: AT,
  numeroInstructeur: X,
  codeBailleur: X,
  titre: 'JUGEMENT',
  workplaceSocialWorker: false,
  administrateur: true,
  state: 'ACTIF',
  mailDoubt: true,
  resetting: false,
  closesOn: '2026-09-15',
  groups: [{ id: X, code: X, label: X, service: X, role: X }],
  manages: [{ id: X, code: X, label: X }],
  createdAt: AT,
  lastLoginAt: AT,
};

export const group: GroupView = {
  id: X,
  partnerId: X,
  conventionId: X,
  parentId: X,
  parent: { id: X, code: X, label: X },
  service: 'CDAP',
  code: X,
  label: X,
  profile: 'T2',
  role: X,
  roleSince: AT,
  offeredRoles: [X],
  state: 'ACTIF',
  flags: [],
  manager: { id: X, name: X },
  members: 1,
  createdAt: AT,
  closedAt: null,
  closedReason: X,
  exclusiveT9: true,
  t9SuspendedAt: AT,
  establishments: [X],
  version: 1,
};

export const groups: GroupsView = {
  items: [group],
  nextCursor: X,
  total: null,
  rolesWithoutGroup: [
    { service: 'CDAP', role: X, groupId: null },
    { service: 'ESAT', role: X, groupId: null },
    { service: 'ESAT', role: X, groupId: X },
  ],
  mayCreate: { groups: ['CDAP'], subgroups: ['CDAP'] },
};

export const me: MeView = {
  user: { id: X, login: X, email: X, firstName: X, lastName: X, lastLoginAt: AT, previousLoginAt: AT },
  mustChangePassword: false,
  mustEnrolSecondFactor: false,
  roles: ['administrateur'],
  caf: null,
  partner: { id: X, raisonSociale: X, siret: X, caf: X },
  services: [
    { code: 'CDAP', label: X, enabled: true, state: 'OUVERT', detail: null, next: null },
    { code: 'ESAT', label: X, enabled: false, state: 'SUSPENDU', detail: X, next: X },
  ],
  rights: [],
};

export const diagnosis: DiagnosisView = {
  allowed: false,
  chain: [{ link: 'role', ok: false, detail: X }],
  broken: { link: 'role', rule: X, remedy: X, who: 'ADMINISTRATEUR', page: X, ask: 'POSSIBLE' },
  advice: [{ rule: X, text: X }],
  accountState: 'ACTIF',
};

export const session: SessionView = { id: X, since: AT, expiresAt: AT, ip: X, userAgent: X, current: false };
