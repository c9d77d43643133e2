import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AdapterFactory } from 'oidc-provider';
import { createTestDatabase, openTestDatabase, type TestDatabase } from '../../../test/stack.ts';
import type { Database } from '../../store/prisma.ts';
import { createSeal } from '../sealed.ts';
import { markOf, providerRecords } from './records.ts';

/** Every model that the provider may keep. */
const MODELS = [
  'AccessToken',
  'AuthorizationCode',
  'BackchannelAuthenticationRequest',
  'Client',
  'ClientCredentials',
  'DeviceCode',
  'Grant',
  'InitialAccessToken',
  'Interaction',
  'PreAuthorizedCode',
  'PushedAuthorizationRequest',
  'RefreshToken',
  'RegistrationAccessToken',
  'ReplayDetection',
  'Session',
] as const;
/** … of those that are of a grant. */
const OF_GRANT = [
  'AccessToken',
  'AuthorizationCode',
  'BackchannelAuthenticationRequest',
  'DeviceCode',
  'PreAuthorizedCode',
  'RefreshToken',
] as const;

let test: TestDatabase;
let db: Database;
let now = new Date('2026-12-01T09:00:00Z');
let adapterOf: AdapterFactory;
const keys = [{ id: 'test', key: randomBytes(32) }];
beforeAll(async () => {
  test = await createTestDatabase();
  db = openTestDatabase(test.url, 4);
  adapterOf = providerRecords({ db, seal: createSeal(keys), clock: () => now });
});
afterAll(() => db.$disconnect());

const later = (seconds: number) => {
  now = new Date(now.getTime() + seconds * 1000);
};
let made = 0;
const newId = () => {
  made += 1;
  return `id-${made}-${randomBytes(12).toString('base64url')}`;
};

describe.each(MODELS)('what the provider keeps of %s (SVC-9)', (model) => {
  it('is given back as it was, until its end and not at it, and by its own model alone', async () => {
    const [adapter, id] = [adapterOf(model), newId()];
    await adapter.upsert(id, { kind: model, accountId: 'claire', extra: { a: ['é'] } }, 60);
    expect(await adapter.find(id)).toEqual({ kind: model, accountId: 'claire', extra: { a: ['é'] } });
    expect(await adapterOf(model === 'Session' ? 'Grant' : 'Session').find(id)).toBeUndefined();
    later(59);
    expect(await adapter.find(id)).toMatchObject({ kind: model });
    later(1);
    expect(await adapter.find(id)).toBeUndefined();
  });

  it('is replaced by what is kept under the same id, with another end', async () => {
    const [adapter, id] = [adapterOf(model), newId()];
    await adapter.upsert(id, { kind: model, accountId: 'claire' }, 10);
    await adapter.upsert(id, { kind: model, accountId: 'omar' }, 100);
    later(50);
    expect(await adapter.find(id)).toEqual({ kind: model, accountId: 'omar' });
  });

  it('is gone once it is destroyed, which may be asked twice', async () => {
    const [adapter, id] = [adapterOf(model), newId()];
    await adapter.upsert(id, { kind: model }, 60);
    await adapter.destroy(id);
    await adapter.destroy(id);
    expect(await adapter.find(id)).toBeUndefined();
  });

  it('is used up once, by one of two who come together', async () => {
    const [adapter, id] = [adapterOf(model), newId()];
    await adapter.upsert(id, { kind: model }, 60);
    const both = await Promise.allSettled([adapter.consume(id), adapter.consume(id)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await adapter.find(id)).toEqual({ kind: model, consumed: Math.floor(now.getTime() / 1000) });
  });
});

describe.each(OF_GRANT)('a grant that is revoked (%s)', (model) => {
  it('takes what is of it, and of no other', async () => {
    const adapter = adapterOf(model);
    const [one, two, other] = [newId(), newId(), newId()];
    const [grantId, otherGrant] = [newId(), newId()];
    await adapter.upsert(one, { kind: model, grantId }, 60);
    await adapter.upsert(two, { kind: model, grantId }, 60);
    await adapter.upsert(other, { kind: model, grantId: otherGrant }, 60);
    await adapter.revokeByGrantId(grantId);
    expect([await adapter.find(one), await adapter.find(two)]).toEqual([undefined, undefined]);
    expect(await adapter.find(other)).toMatchObject({ grantId: otherGrant });
  });
});

it('finds a session by its uid, also after its id was changed, and a device by its code; never past their end', async () => {
  const [sessions, uid] = [adapterOf('Session'), newId()];
  const id = newId();
  await sessions.upsert(id, { kind: 'Session', uid, accountId: 'claire' }, 60);
  expect(await sessions.findByUid(uid)).toMatchObject({ accountId: 'claire' });
  const renewed = newId();
  await sessions.destroy(id);
  await sessions.upsert(renewed, { kind: 'Session', uid, accountId: 'omar' }, 60);
  expect(await sessions.findByUid(uid)).toMatchObject({ accountId: 'omar' });
  const devices = adapterOf('DeviceCode');
  await devices.upsert(newId(), { kind: 'DeviceCode', userCode: 'ABCD-EFGH' }, 60);
  expect(await devices.findByUserCode('ABCD-EFGH')).toMatchObject({ kind: 'DeviceCode' });
  expect(await devices.findByUserCode('ABCD-EFGX')).toBeUndefined();
  later(60);
  expect([await sessions.findByUid(uid), await devices.findByUserCode('ABCD-EFGH')]).toEqual([undefined, undefined]);
});

it('holds no token, name or account in clear, and opens no row in the place of another (S2)', async () => {
  const [id, grantId] = [newId(), newId()];
  await adapterOf('RefreshToken').upsert(id, { jti: id, grantId, accountId: 'claire-aubert' }, 60);
  const row = await db.providerRecord.findFirstOrThrow({ where: { id: markOf(id) } });
  const text = `${JSON.stringify({ ...row, sealed: null })} ${Buffer.from(row.sealed).toString('latin1')}`;
  for (const secret of [id, grantId, 'claire-aubert']) expect(text).not.toContain(secret);
  const moved = newId();
  await db.providerRecord.create({ data: { ...row, id: markOf(moved) } });
  await expect(adapterOf('RefreshToken').find(moved)).rejects.toThrow();
});
