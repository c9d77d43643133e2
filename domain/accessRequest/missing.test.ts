import { describe, expect, test } from '@jest/globals';
import { refused } from '../../test/refused.ts';
import { decideRequest } from './decide.ts';
import { context, DAY, examine, inState, MONDAY, submitted, take } from './fixtures.ts';
import type { RequestOutcome } from './types.ts';

const templates = (outcome: RequestOutcome) => outcome.mails.map((mail) => mail.params.template);

describe('missing information', () => {
  test('MAIL-21: a question voids the former link; the answer uses up its own, and the same agent has it back', () => {
    const asked = examine(take(submitted().request), 'ask', { what: 'Le numéro de la subvention' });
    expect(asked.request).toMatchObject({ state: 'COMPLEMENT_DEMANDE', linkVersion: 2 });
    expect(asked.mails[0]?.params).toMatchObject({
      template: 'MAIL-21',
      what: 'Le numéro de la subvention',
      until: '15/01/2027',
      link: { version: 2 },
    });

    const later = new Date(MONDAY.getTime() + DAY);
    const supplied = decideRequest(asked.request, { type: 'supply', answer: 'SUB-12' }, context('applicant', later));
    expect(supplied.request).toMatchObject({
      state: 'EN_ETUDE',
      linkVersion: 3,
      exchanges: [{ what: 'Le numéro de la subvention', answer: 'SUB-12', suppliedAt: later.toISOString() }],
    });
    expect(supplied.request.tasks.filter((task) => task.state === 'OUVERTE')).toEqual([
      expect.objectContaining({ kind: 'EXAMINER_DEMANDE', assigneeId: 'agent-1' }),
    ]);
    expect(supplied.mails[0]?.params).toMatchObject({ template: 'MAIL-20', link: { version: 3 } });
  });

  test('a reminder by hand only where an answer is awaited', () => {
    expect(templates(decideRequest(inState('COMPLEMENT_DEMANDE'), { type: 'remind' }, context('agent')))).toEqual([
      'MAIL-21',
    ]);
    expect(refused(() => decideRequest(inState('EN_ETUDE'), { type: 'remind' }, context('agent')))?.code).toBe(
      'RIEN_A_RELANCER',
    );
  });

  test('R2: an address that is refused becomes a task of the Caf; corrected, the mail goes there with a fresh link', () => {
    const refused = decideRequest(
      inState('COMPLEMENT_DEMANDE'),
      { type: 'mailRefused', mailId: 'm', toPartner: true },
      context('process'),
    );
    expect(refused.request.incident).toBe('ENVOI_ECHOUE');
    expect(refused.mails[0]).toMatchObject({ to: 'caf38@caf.example', params: { template: 'MAIL-33' } });
    const task = refused.request.tasks.find((one) => one.kind === 'CORRIGER_COURRIEL');
    const act = {
      type: 'completeTask',
      taskId: task?.id ?? '',
      outcome: 'correct',
      fields: { email: 'Bonjour@leslutins.example' },
    } as const;
    const corrected = decideRequest(refused.request, act, context('agent'));
    expect(corrected.request).toMatchObject({ incident: null, linkEmail: 'bonjour@leslutins.example', linkVersion: 3 });
    expect(corrected.mails[0]).toMatchObject({
      to: 'bonjour@leslutins.example',
      params: { template: 'MAIL-21', link: { version: 3 } },
    });
  });

  test('R2: a mail in doubt becomes a task of the Caf: received, or sent again', () => {
    const act = { type: 'mailDoubted', mailId: 'm', template: 'MAIL-21' } as const;
    const doubted = decideRequest(inState('COMPLEMENT_DEMANDE'), act, context('process'));
    expect(doubted.request.incident).toBe('ENVOI_INCERTAIN');
    const task = doubted.request.tasks.find((one) => one.kind === 'VERIFIER_COURRIEL');
    for (const [outcome, resends] of [
      ['received', []],
      ['resend', [{ key: `renvoi:${task?.id}`, mailId: 'm' }]],
    ] as const) {
      const completed = decideRequest(
        doubted.request,
        { type: 'completeTask', taskId: task?.id ?? '', outcome, fields: {} },
        context('agent'),
      );
      expect([completed.request.incident, completed.resends]).toEqual([null, resends]);
    }
  });

  test('a mail that is refused after the end is an incident too; the Caf is told, and has no task (R2)', () => {
    const ended = decideRequest(submitted().request, { type: 'cancel', reason: 'Doublon' }, context('agent')).request;
    const refused = { type: 'mailRefused', mailId: 'm', toPartner: true } as const;
    const { request, mails, audit } = decideRequest(ended, refused, context('process'));
    expect([request.state, request.incident, request.tasks]).toEqual(['SANS_SUITE', 'ENVOI_ECHOUE', ended.tasks]);
    expect(mails).toMatchObject([{ to: 'caf38@caf.example', params: { template: 'MAIL-33', ended: true } }]);
    expect(audit).toMatchObject([{ action: 'mail.refused' }]);
  });

  test('withdrawn: nothing is left to do, nothing starts, and the Caf is told so (MAIL-54)', () => {
    const { request, starts, mails } = decideRequest(submitted().request, { type: 'withdraw' }, context('applicant'));
    expect([request.state, starts, request.tasks.map((task) => task.state)]).toEqual(['RETIREE', [], ['ANNULEE']]);
    expect(mails).toMatchObject([
      {
        to: `caf${request.caf}@caf.example`,
        params: { template: 'MAIL-54', outcome: "demande d'accès retirée par le demandeur", reason: 'non indiqué' },
      },
    ]);
  });
});
