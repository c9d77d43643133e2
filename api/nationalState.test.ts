import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashPassword } from '../adapters/identity/passwords.ts';
import { openTuteurs } from '../ops/seed/tuteurs.ts';
import { PASSWORD, startApi, type TestApi } from '../test/api.ts';

let api: TestApi;
const token: Record<string, string> = {};

beforeAll(async () => {
  api = await startApi();
  const passwordHash = await hashPassword(PASSWORD);
  // again changes nothing
  for (let i = 0; i < 2; i++) await openTuteurs(api.deps.db, passwordHash, api.now);
  for (const login of ['MCP00000501', 'MCP00000502', 'MCP00001402', 'MCP00001501'])
    token[login] = (await api.call('POST', '/auth/login', { body: { login, password: PASSWORD } })).body.token;
});
afterAll(() => api.stop());

const me = async (login: string) => (await api.call('GET', '/me', { token: token[login] ?? '' })).body;

describe('the tuteurs of the demonstration (domain.md §16: O5, O14)', () => {
  it('hold Cdap T9 in a group with one user; an administrateur has nothing by being one (ADM-5)', async () => {
    expect(await api.deps.db.partner.count()).toBe(3);
    expect(await me('MCP00000502')).toMatchObject({
      partner: { raisonSociale: 'Association tutélaire Horizon', siret: '99992245300017', caf: '93' },
      services: [{ code: 'CDAP', enabled: true }],
    });
    expect((await me('MCP00001402')).services).toMatchObject([{ code: 'CDAP', enabled: true }]);
    expect((await me('MCP00000501')).services).toEqual([]);
    expect((await me('MCP00001501')).rights).toContain('groups.create');
  });
});
