import type { Actor } from '../decision/actor.ts';
import type { Context } from '../decision/context.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { decideRequest } from './decide.ts';
import type { RequestForm } from './form.ts';
import type { RequestFormInput } from './schema.ts';
import { parseRequestForm } from './schema.ts';
import { submitRequest } from './submit.ts';
import type { RequestState } from './transitions.ts';
import type { AccessRequest, RequestOutcome } from './types.ts';

/** Requests for tests: organismes of §16, a Monday in November, ids that count up. */

export const MONDAY = new Date('2026-11-16T10:00:00Z');
export const DAY = 86_400_000;

let made = 0;

export const who = (role: Actor['role']): Actor => ({ id: `${role}-1`, role, label: role, ip: null });

export function context(role: Actor['role'], at: Date = MONDAY): Context {
  return {
    at,
    actor: who(role),
    policy: DEFAULT_POLICY,
    newId: () => `id-${made++}`,
    hash: (text) => text,
    mailboxOf: (caf) => `caf${caf}@caf.example`,
  };
}

/** O6, T2, NON to both questions (AC-01). */
export const LES_LUTINS: RequestFormInput = {
  raisonSociale: 'Crèche associative Les Lutins',
  siret: '999 925 464 00011',
  address: '1 rue des Lutins, 38000 Grenoble',
  email: 'contact@leslutins.example',
  phone: '04 76 00 00 01',
  caf: '38',
  profiles: ['T2'],
  cafproOtherDepartment: false,
  otherCafNeed: false,
};

export function form(changes: Partial<RequestFormInput> = {}): RequestForm {
  const parsed = parseRequestForm({ ...LES_LUTINS, ...changes });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.value;
}

const IDS = {
  processId: 'access-request-1',
  requestId: 'r1',
  reference: 'DA-2026-1',
  cafproChannel: null,
  linkRef: 'link1',
};

export function submitted(changes: Partial<RequestFormInput> = {}): RequestOutcome {
  return submitRequest(form(changes), IDS, context('applicant'));
}

/** Completes the open EXAMINER_DEMANDE as an agent. */
export function examine(
  request: AccessRequest,
  outcome: string,
  fields: Record<string, unknown> = {},
  at: Date = MONDAY,
): RequestOutcome {
  const task = request.tasks.find((one) => one.kind === 'EXAMINER_DEMANDE' && one.state === 'OUVERTE');
  return decideRequest(
    request,
    { type: 'completeTask', taskId: task?.id ?? '', outcome, fields },
    context('agent', at),
  );
}

export function take(request: AccessRequest): AccessRequest {
  return decideRequest(request, { type: 'take' }, context('agent')).request;
}

/** A T2 request brought to a state by the acts that lead there. */
export function inState(state: RequestState): AccessRequest {
  const { request } = submitted();
  switch (state) {
    case 'DEPOSEE':
      return request;
    case 'EN_ETUDE':
      return take(request);
    case 'COMPLEMENT_DEMANDE':
      return examine(take(request), 'ask', { what: 'Le numéro de la subvention' }).request;
    case 'ACCEPTEE':
      return examine(take(request), 'accept', { profiles: ['T2'] }).request;
    case 'REFUSEE':
      return examine(take(request), 'refuse', { reasons: { T2: 'SANS_SUBVENTION' } }).request;
    case 'REORIENTEE':
      return submitted({ profiles: [], otherNeed: 'Bailleur social' }).request;
    case 'SANS_SUITE':
      return decideRequest(request, { type: 'cancel', reason: 'Doublon' }, context('agent')).request;
    case 'RETIREE':
      return decideRequest(request, { type: 'withdraw' }, context('applicant')).request;
  }
}
