import type { Context } from '../decision/context.ts';
import { parisDate } from '../policy/calendar.ts';
import { SERVICES } from '../service/services.ts';
import { outcomeOf } from './decide.ts';
import { endRequest, ensureRequestTask, fireRequest, noteRequest, openRequestDesk, recordDecision } from './desk.ts';
import { otherServices, type RequestForm } from './form.ts';
import { mailReceived, mailRedirected } from './mails.ts';
import { judgementOf, STRANGER } from './services.ts';
import { type AccessRequest, profilesAsked, type RequestOutcome } from './types.ts';

/** Ids and numbers that the outside gives to a new request. */
export interface NewRequestIds {
  processId: string;
  requestId: string;
  reference: string;
  linkRef: string;
  /** the channel that the Caf has set for what stays in Cafpro */
  cafproChannel: string | null;
}

/** What the applicant quotes: the year, and eight signs of a fresh id. */
export function requestReference(id: string, at: Date): string {
  return `DA-${parisDate(at).slice(0, 4)}-${id.slice(0, 8).toUpperCase()}`;
}

/**
 * A valid form is submitted: DEPOSEE, acknowledged (MAIL-20), and waiting for an agent (REQ-2). A form that asks only for what it
 * does not serve is redirected at once (REQ-4, AC-05): nobody needs to study it.
 */
export function submitRequest(form: RequestForm, ids: NewRequestIds, context: Context): RequestOutcome {
  const desk = openRequestDesk(newRequest(form, ids, context), context);
  noteRequest(desk, 'request.submit', `Demande déposée sous la référence ${ids.reference}`, {
    rule: 'REQ-2',
    after: { state: 'DEPOSEE' },
  });
  if (profilesAsked(form).length === 0 && otherServices(form).length === 0) {
    fireRequest(desk, 'redirect', { as: 'process' });
    recordDecision(desk, 'REORIENTEE', {});
    endRequest(desk, null);
    mailRedirected(desk, null);
    return outcomeOf(desk);
  }
  ensureRequestTask(desk, 'EXAMINER_DEMANDE', reasonOf(form, context.at));
  mailReceived(desk);
  return outcomeOf(desk);
}

/**
 * What the agent reads first: what is asked for, and what no fact of it settles (CONV-1); REQ-19: a Cafpro convention elsewhere calls for a look at the
 * conventions.
 */
function reasonOf(form: RequestForm, at: Date): string {
  const profiles = profilesAsked(form);
  const others = otherServices(form);
  const toJudge = others.flatMap((service) => judgementOf(form, service, { ...STRANGER, at }).toJudge);
  return [
    ...(profiles.length > 0 ? [`Profils demandés : ${profiles.join(', ')}.`] : []),
    ...(others.length > 0 ? [`Services demandés : ${others.map((one) => SERVICES[one]).join(', ')}.`] : []),
    ...toJudge.map(({ words }) => words),
    ...(form.cafproOtherDepartment
      ? [`Convention Cafpro déjà en cours : ${form.cafproDepartments.join(', ')} ; vérifiez si une convention existe.`]
      : []),
  ].join(' ');
}

function newRequest(form: RequestForm, ids: NewRequestIds, context: Context): AccessRequest {
  return {
    id: ids.processId,
    requestId: ids.requestId,
    reference: ids.reference,
    caf: form.caf,
    cafproChannel: ids.cafproChannel,
    label: `${form.raisonSociale} – demande d'accès`,
    opened: false,
    state: 'DEPOSEE',
    incident: null,
    linkRef: ids.linkRef,
    linkVersion: 1,
    linkEmail: form.email,
    createdAt: context.at,
    createdBy: context.actor.id,
    form,
    decision: null,
    exchanges: [],
    facts: { askedSince: null, reminders: 0, endReason: null, startedProcessId: null },
    tasks: [],
  };
}
