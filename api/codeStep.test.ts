import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PASSWORD, startApi, type TestApi } from '../test/api.ts';
import { newHolder, outcome, REFUSED, signInWith } from '../test/secondFactor.ts';
import type { CodeRequired } from './codeStep.ts';
import { signIn, signInByCode } from './signIn.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.stop());

describe('the second step of the pages', () => {
  // the address that the API sees too: a lock is one login's from one address
  const FROM = { ip: '127.0.0.1', userAgent: null };
  const ticketOf = async (login: string): Promise<string> => {
    const asked = await signIn(api.deps, { login, password: PASSWORD }, FROM).catch((error: unknown) => error);
    return (asked as CodeRequired).ticket;
  };
  const step = (ticket: string, code: string) =>
    signInByCode(api.deps, { ticket, code }, FROM).then(
      ({ person }) => person.login,
      (error: { code: string }) => error.code,
    );

  it('takes the ticket of the right password and a code, for five minutes', async () => {
    const { login, code } = await newHolder(api);
    const ticket = await ticketOf(login);
    expect(await step(`${ticket.slice(0, -4)}AAAA`, code())).toBe('CONNEXION_A_REPRENDRE');
    expect(await step(ticket, '000000')).toBe('CODE_INCORRECT');
    const start = api.now;
    api.now = new Date(start.getTime() + 5 * 60_000);
    expect(await step(ticket, code())).toBe('CONNEXION_A_REPRENDRE');
    api.now = new Date(start.getTime() + 5 * 60_000 - 1);
    expect(await step(ticket, code())).toBe(login);
    expect(await step(ticket, code())).toBe('CODE_INCORRECT');
  });

  it('locks as the sign-in does, with one answer for wrong and locked (S3)', async () => {
    const { login, code } = await newHolder(api);
    const ticket = await ticketOf(login);
    const guesses = await Promise.all(Array.from({ length: 100 }, (_, guess) => step(ticket, String(100_000 + guess))));
    expect(new Set(guesses)).toEqual(new Set(['CODE_INCORRECT']));
    expect(await step(ticket, code())).toBe('CODE_INCORRECT');
    expect(outcome(await signInWith(api, { login, password: PASSWORD, code: code() }))).toEqual(REFUSED);
  });

  it('is over when the account closes, or its password changes', async () => {
    const [closed, changed] = [await newHolder(api), await newHolder(api)];
    const tickets = [await ticketOf(closed.login), await ticketOf(changed.login)] as const;
    await api.deps.db.user.update({ where: { id: closed.id }, data: { closesOn: '2026-03-01' } });
    const { token } = changed;
    const body = { currentPassword: PASSWORD, newPassword: 'une autre suite de mots' };
    expect((await api.call('POST', '/auth/password', { token, body })).status).toBe(204);
    expect(await step(tickets[0], closed.code())).toBe('CODE_INCORRECT');
    expect(await step(tickets[1], changed.code())).toBe('CONNEXION_A_REPRENDRE');
  });
});
