import { sha256 } from '../../adapters/store/ids.ts';
import type { Account } from '../../domain/account/types.ts';
import { annualControl } from '../../domain/annualControl/procedure.ts';
import { newItem } from '../../domain/annualControl/sample.ts';
import type { ControlState } from '../../domain/annualControl/transitions.ts';
import type { ControlFacts, Gap } from '../../domain/annualControl/types.ts';
import { type CaseContext, decideCase } from '../../domain/case/decide.ts';
import type { Case, CaseDecision } from '../../domain/case/types.ts';
import { readAct } from '../../domain/command/acts.ts';
import { type Actor, PROCESS_ACTOR } from '../../domain/decision/actor.ts';
import type { Roster } from '../../domain/people/types.ts';
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
    closedAt: null,
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
export function roster(): Roster {
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
    closedReason: null,
    exclusiveT9: false,
    t9SuspendedAt: null,
    establishments: [],
    frozen: false,
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
      readerCafs: [],
      siret: '99992546400011',
      raisonSociale: 'Les Lutins',
      email: 'contact@leslutins.example',
    },
    convention: { id: 'convention', number: '19_93' },
    mode: 'DELEGUE',
    bulletins: [],
    closedBulletins: [],
    awaited: [],
    services: [],
    nationals: [],
    accounts: [account('claire', { administrateurSince: BEGIN }), account('nadia'), account('omar'), account('zoe')],
    groups: [group('gT1', 'T1'), group('gT4', 'T4')],
    creators: [],
    memberships: [member('nadia', 'gT1'), member('omar', 'gT4')],
    afasProfiles: [],
    replacement: null,
  };
}

export type ControlCase = Case<ControlFacts, ControlState>;

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
    heldElsewhere: [],
    tasks: [],
    roster: roster(),
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

export type Decision = CaseDecision<ControlFacts, ControlState>;
export const DAY = 86_400_000;
export const after = (days: number) => new Date(BEGIN.getTime() + days * DAY);
export const by = (role: Actor['role']): Actor => ({ id: role, role, label: role, ip: null });
export const ADMINISTRATEUR = by('administrateur');
export const AGENT = by('agent');

export const act = (one: ControlCase, what: unknown, actor: Actor, at = after(1)) =>
  decideCase(annualControl, one, readAct('annualControl', what), contextAt(at, actor));
export const step = (one: ControlCase, type: 'open' | 'tick', at: Date) =>
  decideCase(annualControl, one, { type }, contextAt(at, PROCESS_ACTOR));
export const done = (task: string, outcome: string, fields: Record<string, unknown> = {}) => ({
  type: 'completeTask',
  taskId: task,
  outcome,
  fields,
});
export const proof = (itemId: string, over: Record<string, unknown> = {}) => ({
  type: 'giveProof',
  itemId,
  attachmentId: null,
  numeroInstructeur: null,
  titre: null,
  ...over,
});
export const DIPLOMA = proof('T1-nadia', { attachmentId: 'diplome' });
export const NUMBER = proof('T4-omar', { numeroInstructeur: '093c05501' });

export function gap(over: Partial<Gap> = {}): Gap {
  return { reason: 'Illisible', correction: null, refused: null, corrected: false, ...over };
}

/** A control as it stands in a state: Nadia's diploma is there, Omar's number is not; later both are gaps, Nadia's is given anew. */
export function standing(state: ControlState): ControlCase {
  const control = newControl({
    askedAt: BEGIN.toISOString(),
    gapsSince: state === 'ECARTS' ? BEGIN.toISOString() : null,
  });
  const [nadia, omar] = control.facts.items;
  if (nadia === undefined || omar === undefined) throw new Error('two items');
  nadia.proof = { at: BEGIN.toISOString(), attachmentId: 'diplome', numeroInstructeur: null, titre: null };
  if (state === 'ECARTS') [nadia.gap, omar.gap] = [gap({ correction: 'PREUVE' }), gap()];
  const tasks = [openTask('EXAMINER_CONTROLE'), openTask('VERIFIER_CORRECTION', 'T1-nadia')];
  return { ...control, state, opened: true, ended: annualControl.finals.includes(state), tasks };
}

export const EXAMINE = 'EXAMINER_CONTROLE';
export const CHECK = 'VERIFIER_CORRECTIONT1-nadia';
