import { describe, expect, test } from '@jest/globals';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import { requestDeadlines } from './deadlines.ts';
import { decideRequest } from './decide.ts';
import { context, DAY, inState, MONDAY } from './fixtures.ts';
import { REQUEST_STATES } from './transitions.ts';
import { projectRequest } from './waiting.ts';

const policy = { ...DEFAULT_POLICY, quietHours: null };
const later = (days: number) => new Date(MONDAY.getTime() + days * DAY);
const tickAt = (request: ReturnType<typeof inState>, at: Date) =>
  decideRequest(request, { type: 'tick' }, { ...context('process', at), policy });

describe('REM-1: D+7, D+21, D+45, then SANS_SUITE at D+60', () => {
  test('each reminder once, at its day, then the end with MAIL-22', () => {
    let request = inState('COMPLEMENT_DEMANDE');
    for (const day of [7, 21, 45]) {
      expect(projectRequest(request, policy).nextActionAt).toEqual(later(day));
      expect(tickAt(request, new Date(later(day).getTime() - 1)).mails).toEqual([]);
      const reminded = tickAt(request, later(day));
      expect(reminded.mails.map((mail) => mail.params.template)).toEqual(['MAIL-21']);
      expect(tickAt(reminded.request, later(day)).mails).toEqual([]);
      request = reminded.request;
    }
    expect(requestDeadlines(request, policy)).toEqual([{ at: later(60), what: 'expire' }]);
    const ended = tickAt(request, later(60));
    expect(ended.request).toMatchObject({ state: 'SANS_SUITE', incident: null });
    expect(ended.mails.map((mail) => mail.params.template)).toEqual(['MAIL-22']);
    expect(projectRequest(ended.request, policy)).toMatchObject({ ended: true, waitingFor: null, nextActionAt: null });
  });

  test('a worker that was away at every reminder ends the request, and reminds no more', () => {
    expect(tickAt(inState('COMPLEMENT_DEMANDE'), later(61)).mails.map((mail) => mail.params.template)).toEqual([
      'MAIL-22',
    ]);
  });

  test('the chain stops with the answer and starts anew with the next question', () => {
    const reminded = tickAt(inState('COMPLEMENT_DEMANDE'), later(7)).request;
    const { request } = decideRequest(reminded, { type: 'supply', answer: 'Voici' }, context('applicant', later(8)));
    expect(requestDeadlines(request, policy)).toEqual([]);
    const task = request.tasks.find((one) => one.state === 'OUVERTE');
    const again = decideRequest(
      request,
      { type: 'completeTask', taskId: task?.id ?? '', outcome: 'ask', fields: { what: 'Et encore' } },
      context('agent', later(9)),
    ).request;
    expect(requestDeadlines(again, policy).map((deadline) => deadline.at)).toEqual([later(16), later(69)]);
  });

  test('a reminder leaves outside quiet hours, never after the end (§10)', () => {
    const request = inState('COMPLEMENT_DEMANDE');
    request.facts.askedSince = '2026-11-15T22:00:00Z';
    // Sunday 22/11 at 23:00 in Paris → Monday at 08:00
    expect(requestDeadlines(request, DEFAULT_POLICY)[0]?.at.toISOString()).toBe('2026-11-23T07:00:00.000Z');
  });

  test('nothing is due in any other state', () => {
    for (const state of REQUEST_STATES.filter((one) => one !== 'COMPLEMENT_DEMANDE'))
      expect(requestDeadlines(inState(state), policy)).toEqual([]);
  });
});

describe('what a request waits for (U2)', () => {
  test('the Caf first, the applicant while information is missing', () => {
    expect(projectRequest(inState('DEPOSEE'), policy).waitingFor).toMatchObject({
      who: 'CAF',
      until: new Date('2026-11-30T23:00:00.000Z'),
    });
    expect(projectRequest(inState('EN_ETUDE'), policy).waitingFor?.who).toBe('CAF');
    expect(projectRequest(inState('COMPLEMENT_DEMANDE'), policy).waitingFor).toMatchObject({
      who: 'PARTENAIRE',
      until: later(60),
      then: 'Sans réponse, la demande est classée sans suite le 15/01/2027.',
    });
  });
});
