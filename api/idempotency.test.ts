import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ProcessGateway } from '../adapters/temporal/temporal.ts';
import { DEFAULT_POLICY } from '../domain/policy/policy.ts';
import { partnerBody, startApi, type TestApi } from '../test/api.ts';
import { AGENT } from '../test/builders/dossier.ts';
import { inventedSiret } from '../test/people.ts';
import { asOwner } from '../test/stack.ts';
import { createCommands } from './commands.ts';

let api: TestApi;
let token: string;
beforeAll(async () => {
  api = await startApi();
  token = await api.as('agent93');
});
afterAll(() => api.stop());

const onboarding = (siret: string, over: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...partnerBody({ siret }),
  knownInMcp: false,
  knownInHabtiers: false,
  opensOn: '2026-04-01',
  ...over,
});
const keyed = (key: string) => ({ 'idempotency-key': key });

describe('one action per key (R8)', () => {
  it('gives the same answer to the same key and body, and refuses another body', async () => {
    const body = partnerBody({ siret: inventedSiret(1) });
    const first = await api.call('POST', '/partners', { token, body, headers: keyed('p1') });
    const second = await api.call('POST', '/partners', { token, body, headers: keyed('p1') });
    expect([second.status, second.body, second.headers.get('location')]).toEqual([
      201,
      first.body,
      first.headers.get('location'),
    ]);
    const other = await api.call('POST', '/partners', {
      token,
      body: { ...body, phone: '0148000009' },
      headers: keyed('p1'),
    });
    expect([other.status, other.body.code]).toEqual([422, 'CLE_REUTILISEE']);
  });

  it('heeds the key of one person only', async () => {
    const first = await api.call('POST', '/partners', {
      token,
      body: partnerBody({ siret: inventedSiret(2) }),
      headers: keyed('shared'),
    });
    const second = await api.call('POST', '/partners', {
      token: await api.as('agent75'),
      body: partnerBody({ siret: inventedSiret(3), departments: ['75'] }),
      headers: keyed('shared'),
    });
    expect([first.status, second.status]).toEqual([201, 201]);
  });

  it('keeps no refusal: the same key may carry the corrected form', async () => {
    const bad = await api.call('POST', '/partners', { token, body: partnerBody({ siret: '1' }), headers: keyed('p2') });
    const good = await api.call('POST', '/partners', {
      token,
      body: partnerBody({ siret: inventedSiret(4) }),
      headers: keyed('p2'),
    });
    expect([bad.status, good.status]).toEqual([422, 201]);
  });

  it('starts one process for two identical starts at once; another key learns which one runs (ESAT-26)', async () => {
    const body = onboarding(inventedSiret(5));
    const answers = await Promise.all(
      [1, 2].map(() => api.call('POST', '/esat/onboardings', { token, body, headers: keyed('start') })),
    );
    expect(answers.map((one) => one.status)).toEqual([202, 202]);
    expect(answers[0]?.body).toEqual(answers[1]?.body);
    const conflict = await api.call('POST', '/esat/onboardings', { token, body, headers: keyed('start-again') });
    expect(conflict.body).toMatchObject({
      status: 409,
      code: 'PROCESSUS_EN_COURS',
      processId: answers[0]?.body.processId,
    });
    expect(conflict.headers.get('location')).toBe(`/api/v1/processes/${answers[0]?.body.processId}`);
    expect(await api.deps.db.process.count({ where: { businessKey: body.siret as string } })).toBe(1);
  });

  it('finds its own start again when the answer was lost', async () => {
    const body = onboarding(inventedSiret(6));
    const first = await api.call('POST', '/esat/onboardings', { token, body, headers: keyed('lost') });
    await api.deps.db.idempotentAnswer.deleteMany({ where: { key: 'lost' } });
    const again = await api.call('POST', '/esat/onboardings', { token, body, headers: keyed('lost') });
    expect([again.status, again.body]).toEqual([202, first.body]);
  });

  it('answers 503 without a worker, and the one outcome to the same key later (R7)', async () => {
    const { body: started } = await api.call('POST', '/esat/onboardings', {
      token,
      body: onboarding(inventedSiret(7)),
    });
    const cancel = () =>
      api.call('POST', `/processes/${started.processId}/cancel`, {
        token,
        body: { reason: 'Erreur de saisie' },
        headers: keyed('cancel'),
      });
    api.worker = false;
    const unconfirmed = await cancel();
    expect([unconfirmed.status, unconfirmed.body.code]).toEqual([503, 'NON_CONFIRME']);
    expect(unconfirmed.headers.get('retry-after')).toBeTruthy();
    expect((await api.call('GET', `/processes/${started.processId}`, { token })).status).toBe(200);
    api.worker = true;
    const [confirmed, repeated] = [await cancel(), await cancel()];
    expect([confirmed.status, confirmed.body.state, repeated.status]).toEqual([200, 'ABANDONNE', 200]);
    expect(
      await api.deps.db.auditLine.count({
        where: { processId: started.processId, label: { contains: 'Annulé par la Caf' } },
      }),
    ).toBeLessThanOrEqual(1);
  });

  it('does not confirm what a crash of PostgreSQL took along; the same key does it once (R1, R8)', async () => {
    const { db } = api.deps;
    const { body: started } = await api.call('POST', '/esat/onboardings', {
      token,
      body: onboarding(inventedSiret(8)),
    });
    const lost: ProcessGateway = {
      start: async () => {},
      deliver: async ({ commandId }) => {
        await asOwner(api.database, `DELETE FROM command WHERE id = '${commandId}'`);
        return 'delivered';
      },
      alive: async () => true,
    };
    const command = {
      type: 'esatOnboarding' as const,
      processId: started.processId,
      act: { type: 'cancel' as const, reason: 'Erreur de saisie' },
      actor: AGENT,
      key: 'taken-along',
      bodyHash: '',
    };
    const crashed = createCommands(db, lost, DEFAULT_POLICY, () => api.now);
    await expect(crashed.send(command)).rejects.toMatchObject({ code: 'NON_CONFIRME' });
    expect(await api.deps.commands.send(command)).toEqual({ status: 'done', result: {} });
  });
});
