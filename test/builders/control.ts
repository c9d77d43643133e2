import { sha256 } from '../../adapters/ids.ts';
import type { Account } from '../../domain/account/types.ts';
import { newItem } from '../../domain/annualControl/sample.ts';
import type { ControlFacts } from '../../domain/annualControl/types.ts';
import type { CaseContext } from '../../domain/case/decide.ts';
import type { Case } from '../../domain/case/types.ts';
import type { Actor } from '../../domain/dossier/types.ts';
import type { Organisation } from '../../domain/organisation/types.ts';
import { DEFAULT_POLICY, type Policy } from '../../domain/policy/policy.ts';
import { TASK_KINDS, type Task, type TaskKind } from '../../domain/task/kinds.ts';

/** A Monday morning. */
export const BEGIN = new Date('2026-10-05T08:00:00Z');

export function account(id: string, over: Partial<Account> = {}): Account {
  return {
    id,
    login: `MCP0000${id.toUpperCase().slice(0, 4)}`,
    firstName: id,
    lastName: 'Essai',
    email: `${id}.essai@leslutins.example`,
    phone: null,
    qualification: 'AS',
    diplomeVerifieLe: null,
    numeroInstructeur: '093C0550200000',
    codeBailleur: null,
    titre: null,
    workplaceSocialWorker: false,
    administrateurSince: null,
    closesOn: null,
    suspendedAt: null,
    hasPassword: true,
    personalisingUntil: null,
    sendFailed: false,
    secret: null,
    createdBy: null,
    createdAt: BEGIN,
    lastLoginAt: null,
    ...over,
  };
}

/** Claire administers; Nadia holds T1, Omar T4. */
export function organisation(): Organisation {
  const group = (id: string, role: 'T1' | 'T4') => ({
    id,
    conventionId: 'convention',
    parentId: null,
    service: 'CDAP' as const,
    code: id,
    label: `${role} Essai`,
    profile: role,
    managerId: null,
    role,
    roleSince: BEGIN,
    roleDetachedAt: null,
    closedAt: null,
    version: 1,
    createdBy: 'claire',
    createdAt: BEGIN,
  });
  const member = (userId: string, groupId: string) => ({
    id: `${groupId}-${userId}`,
    groupId,
    userId,
    since: BEGIN,
    until: null,
    addedBy: 'claire',
    removedBy: null,
  });
  return {
    partner: {
      id: 'p1',
      caf: '93',
      siret: '99992546400011',
      raisonSociale: 'Les Lutins',
      email: 'contact@leslutins.example',
    },
    convention: { id: 'convention', number: '19_93' },
    mode: 'DELEGUE',
    bulletins: [],
    services: [],
    accounts: [account('claire', { administrateurSince: BEGIN }), account('nadia'), account('omar'), account('zoe')],
    groups: [group('gT1', 'T1'), group('gT4', 'T4')],
    memberships: [member('nadia', 'gT1'), member('omar', 'gT4')],
    afasProfiles: [],
    replacementId: null,
  };
}

export type ControlCase = Case<ControlFacts>;

/** A control of Les Lutins that looks at Nadia (T1) and Omar (T4), not yet opened. */
export function newControl(over: Partial<ControlFacts> = {}): ControlCase {
  const facts: ControlFacts = {
    year: 2026,
    sampleSize: 5,
    people: ['nadia', 'omar'],
    items: [newItem('nadia', 'T1'), newItem('omar', 'T4')],
    accesses: [{ service: 'CDAP', people: 2, unused: 0 }],
    lastUses: [],
    askedAt: null,
    reminders: 0,
    gapsSince: null,
    gapReminders: 0,
    escalations: 0,
    reason: null,
    ...over,
  };
  return {
    id: 'annual-control-p1-2026',
    type: 'annualControl',
    caf: '93',
    label: 'Contrôle annuel 2026 – Les Lutins',
    state: 'OUVERT',
    opened: false,
    ended: false,
    incident: null,
    createdAt: BEGIN,
    createdBy: 'agent',
    facts,
    tasks: [],
    organisation: organisation(),
  };
}

export function contextAt(at: Date, actor: Actor, policy: Policy = DEFAULT_POLICY): CaseContext {
  let count = 0;
  return {
    at,
    actor,
    policy,
    newId: () => `${at.getTime()}-${count++}`,
    newLogin: () => 'MCP0000TEST',
    hash: sha256,
    mailboxOf: (caf) => `agent@caf${caf}.example`,
  };
}

export function openTask(kind: TaskKind, subject = ''): Task {
  const due = BEGIN;
  const rest = { caf: '93', role: 'agent' as const, assigneeId: null, reason: TASK_KINDS[kind].label, due };
  const undone = { outcome: null, fields: null, completedBy: null, completedAt: null };
  return { id: `${kind}${subject}`, kind, subject, state: 'OUVERTE', createdAt: BEGIN, ...rest, ...undone };
}
