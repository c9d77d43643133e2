import { afterAll, beforeAll, describe, expect, it, test } from '@jest/globals';
import { PASSWORD, startApi, type TestApi } from '../test/api.ts';
import {
  addGroup,
  addProtege,
  CAP_SUD,
  EAST,
  HEAD,
  inSpace,
  join,
  type OpenTuteur,
  openNationally,
  openTuteur,
  signedIn,
  WEST,
} from '../test/tuteur.ts';

let api: TestApi;
let horizon: OpenTuteur;
let capSud: OpenTuteur;
const refs: Record<string, string> = {};

beforeAll(async () => {
  api = await startApi();
  const { db } = api.deps;
  await openNationally(db);
  horizon = await openTuteur(api, HEAD, 'Association tutélaire Horizon');
  capSud = await openTuteur(api, CAP_SUD, 'Tutelles Cap Sud');
  for (const login of ['ana', 'bruno', 'ines']) await horizon.person(login);
  await horizon.person('marc', false);
  await capSud.person('sofia');
  refs.head = await addProtege(db, HEAD, { number: '1111111', lastName: 'Lefèvre-Noël', firstName: 'Éloïse' });
  refs.east = await addProtege(db, EAST, { number: '2222222', lastName: 'Marchand', measure: 'CURATELLE_SIMPLE' });
  refs.west = await addProtege(db, WEST, { number: '3333333A', lastName: 'Lefevre', measureEndsOn: '2026-03-10' });
  refs.ended = await addProtege(db, HEAD, { number: '4444444', lastName: 'Fini', measureEndsOn: '2026-03-09' });
  refs.other = await addProtege(db, CAP_SUD, { number: '5555555', lastName: 'Ailleurs' });
});
afterAll(() => api.stop());

const search = (token: string, q = '', more = '') =>
  api.call('GET', `/tuteur/proteges?q=${encodeURIComponent(q)}${more}`, { token });
const found = async (token: string, q = '') =>
  (await search(token, q)).body.items.map(({ reference }: { reference: string }) => nameOf(reference));
const nameOf = (reference: string) => Object.entries(refs).find(([, ref]) => ref === reference)?.[0];
const sheet = (token: string, name: string) => api.call('GET', `/tuteur/proteges/${refs[name]}`, { token });
const lastTrace = async (login: string) => {
  const user = await api.deps.db.user.findFirstOrThrow({ where: { firstName: login } });
  return api.deps.db.tuteurTrace.findFirstOrThrow({ where: { userId: user.id }, orderBy: { id: 'desc' } });
};

describe('the entrance of the space (TUT-13)', () => {
  it('asks for the password again, and its proof is the session’s and short-lived', async () => {
    const token = await signedIn(api, 'ana');
    const asked = { status: 401, body: { code: 'AUTHENTIFICATION_DEDIEE', rule: 'TUT-13' } };
    for (const path of ['/tuteur/proteges', `/tuteur/proteges/${refs.head}`, '/tuteur/trace'])
      expect(await api.call('GET', path, { token })).toMatchObject(asked);
    const enter = (body: object) => api.call('POST', '/tuteur/entrance', { token, body });
    expect(await enter({})).toMatchObject({ status: 422, body: { errors: [{ path: 'password' }] } });
    expect(await enter({ password: 'un autre mot de passe' })).toMatchObject({
      status: 422,
      body: { errors: [{ path: 'password', code: 'MOT_DE_PASSE_REFUSE' }] },
    });
    const entered = await enter({ password: PASSWORD });
    expect(entered).toMatchObject({ status: 200, body: { provenUntil: '2026-03-10T09:30:00.000Z' } });
    expect((await search(token)).status).toBe(200);
    // another session of the same person has its own entrance
    expect(await search(await signedIn(api, 'ana'))).toMatchObject(asked);
    const began = api.now;
    api.now = new Date(began.getTime() + 30 * 60_000);
    expect(await search(token)).toMatchObject(asked);
    api.now = began;
  });

  it('S3: counts tries as at sign-in: after ten wrong ones the right one is refused too', async () => {
    const token = await signedIn(api, 'bruno');
    const enter = (password: string) => api.call('POST', '/tuteur/entrance', { token, body: { password } });
    const tries = await Promise.all(Array.from({ length: 20 }, () => enter('faux mot de passe')));
    expect(new Set(tries.map(({ status }) => status))).toEqual(new Set([422]));
    expect((await enter(PASSWORD)).status).toBe(422);
    const refused = await api.deps.db.auditLine.count({ where: { action: 'auth.refused' } });
    expect(refused).toBeLessThanOrEqual(11);
    // nobody else is locked out
    expect((await search(await inSpace(api, 'ines'))).status).toBe(200);
  });

  it('takes a code of the second factor in the place of the password, once', async () => {
    const id = (await api.deps.db.user.findFirstOrThrow({ where: { firstName: 'ines' } })).id;
    const begun = await api.deps.secondFactors.begin(id, 'ines', api.now);
    const { Secret, TOTP } = await import('otpauth');
    const totp = new TOTP({ secret: Secret.fromBase32(begun?.key ?? '') });
    const token = await signedIn(api, 'ines');
    await api.deps.db.$transaction((tx) =>
      api.deps.secondFactors.confirm(tx, id, totp.generate({ timestamp: api.now.getTime() }), api.now),
    );
    const began = api.now;
    api.now = new Date(began.getTime() + 60_000);
    const code = totp.generate({ timestamp: api.now.getTime() });
    const enter = () => api.call('POST', '/tuteur/entrance', { token, body: { code } });
    expect((await enter()).status).toBe(200);
    expect((await search(token)).status).toBe(200);
    expect(await enter()).toMatchObject({ status: 422, body: { errors: [{ path: 'code', code: 'CODE_INCORRECT' }] } });
    api.now = began;
    await api.deps.db.secondFactor.delete({ where: { userId: id } });
  });
});

describe('the search (TUT-9, TUT-16, TUT-18)', () => {
  it('goes by SIREN: every establishment of the organisme and only those, measures in force, by name', async () => {
    expect(await found(await inSpace(api, 'ana'))).toEqual(['head', 'west', 'east']);
    expect(await found(await inSpace(api, 'sofia'))).toEqual(['other']);
  });

  test.each([
    ['lefevre', ['head', 'west']],
    ['Éloïse  LEFÈVRE noel', ['head']],
    ['33333', ['west']],
    ['333.3333 a', ['west']],
    ['55555', []],
    ['Ailleurs', []],
    ['%', ['head', 'west', 'east']],
    ['5%', []],
  ])('finds by name or number: %s', async (q, expected) => {
    expect(await found(await inSpace(api, 'ana'), q)).toEqual(expected);
  });

  it('goes by the SIRET of the convention while the national service says so (TUT-8)', async () => {
    const token = await inSpace(api, 'ana');
    await openNationally(api.deps.db, 'SIRET');
    expect(await found(token)).toEqual(['head']);
    expect((await sheet(token, 'east')).status).toBe(404);
    await openNationally(api.deps.db, 'SIREN');
  });

  it('shows the establishments that a limited group reaches', async () => {
    const { db } = api.deps;
    const token = await inSpace(api, 'ana');
    const { conventionId, partnerId } = await db.group.findUniqueOrThrow({ where: { id: horizon.groupId } });
    const limit = (establishments: string[]) =>
      db.group.update({ where: { id: horizon.groupId }, data: { establishments } });
    await limit([EAST, CAP_SUD]);
    expect(await found(token)).toEqual(['east']);
    expect((await sheet(token, 'head')).status).toBe(404);
    expect((await sheet(token, 'other')).status).toBe(404);
    const further = { partnerId, conventionId, code: 'OUEST', at: api.now, establishments: [WEST] };
    const second = await addGroup(db, further);
    const { id } = await db.user.findFirstOrThrow({ where: { firstName: 'ana' } });
    await join(db, second, id, api.now);
    expect(await found(token)).toEqual(['west', 'east']);
    await db.group.update({ where: { id: second }, data: { closedAt: api.now } });
    await limit([]);
  });

  it('is paged, and a cursor tells no name', async () => {
    const token = await inSpace(api, 'ana');
    const first = await search(token, '', '&limit=2');
    expect(first.body.items).toHaveLength(2);
    expect(Buffer.from(first.body.nextCursor, 'base64url').toString()).not.toMatch(/noel|lefevre|1111111/i);
    const second = await search(token, '', `&limit=2&cursor=${first.body.nextCursor}`);
    expect(second.body.items.map((one: { reference: string }) => nameOf(one.reference))).toEqual(['east']);
    expect(second.body.nextCursor).toBeNull();
    const foreign = Buffer.from(JSON.stringify([refs.other])).toString('base64url');
    expect(await search(token, '', `&cursor=${foreign}`)).toMatchObject({
      status: 422,
      body: { errors: [{ code: 'CURSEUR_INVALIDE' }] },
    });
  });
});

describe('the sheet (TUT-18)', () => {
  it('shows what the nature of the measure lets see, and offers its démarches', async () => {
    const token = await inSpace(api, 'ana');
    const whole = (await sheet(token, 'head')).body;
    expect(whole).toMatchObject({
      number: '1111111',
      birthDate: '1948-02-11',
      measure: { label: 'Tutelle' },
      note: null,
    });
    expect(whole.demarches).toHaveLength(13);
    const identity = (await sheet(token, 'east')).body;
    expect(identity).toMatchObject({ lastName: 'Marchand', birthDate: null, demarches: [] });
    expect(identity.note).toContain('avec votre assistance');
  });

  it('is not there for whoever is not entrusted with it, in the same words whatever the reason', async () => {
    const token = await inSpace(api, 'ana');
    const answers = await Promise.all(
      ['ended', 'other', 'nobody'].map(async (name) => {
        const { status, body } = await sheet(token, name);
        return [status, body.code, body.detail, body.rule];
      }),
    );
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect(answers[0]?.slice(0, 2)).toEqual([404, 'INTROUVABLE']);
  });
});

describe('who enters the space', () => {
  const NO = { status: 403, body: { code: 'SERVICE_NON_OUVERT' } };
  /** the three ways in, each refused in the same words */
  async function refusedEverywhere(token: string) {
    const answers = [
      await search(token),
      await sheet(token, 'head'),
      await api.call('POST', '/tuteur/entrance', { token, body: { password: PASSWORD } }),
    ];
    for (const answer of answers) expect(answer).toMatchObject(NO);
    expect(new Set(answers.map(({ body }) => body.detail)).size).toBe(1);
    return answers[0]?.body.detail;
  }

  it('is a member of a live group of the service that has its role, while it is open for all and for the organisme', async () => {
    const { db } = api.deps;
    const token = await inSpace(api, 'ana');
    const told = new Set<string>();
    /** refused at once while this holds, and let in again after */
    const during = async (begin: () => Promise<unknown>, end: () => Promise<unknown>) => {
      await begin();
      told.add(await refusedEverywhere(token));
      await end();
      expect((await search(token)).status).toBe(200);
    };
    const group = (data: object) => db.group.update({ where: { id: horizon.groupId }, data });
    const service = (state: string) =>
      db.openedService.updateMany({ where: { partnerId: horizon.partnerId, service: 'TUTEUR' }, data: { state } });
    const convention = (state: string) =>
      db.document.updateMany({
        where: { partnerId: horizon.partnerId, kind: 'BULLETIN', service: 'TUTEUR' },
        data: { state },
      });
    const nationally = (state: string) => db.nationalService.update({ where: { service: 'TUTEUR' }, data: { state } });
    for (const state of ['FERME', 'FERME_REPLI', 'REOUVERTURE_PREVUE'])
      await during(
        () => nationally(state),
        () => nationally('OUVERT'),
      );
    // who is inside is told that it is closed for all, and until when (TUT-4)
    for (const detail of told) expect(detail).toContain('fermé pour tous');
    told.clear();
    for (const state of ['SUSPENDUE', 'FERMEE', 'PRETE'])
      await during(
        () => service(state),
        () => service('OUVERTE'),
      );
    await during(
      () => convention('CLOS'),
      () => convention('ACTIF'),
    );
    await during(
      () => group({ role: null }),
      () => group({ role: 'TUTEUR' }),
    );
    await during(
      () => group({ closedAt: api.now }),
      () => group({ closedAt: null }),
    );
    const member = (until: Date | null) =>
      db.membership.updateMany({ where: { groupId: horizon.groupId }, data: { until } });
    await during(
      () => member(api.now),
      () => member(null),
    );
    told.add(await refusedEverywhere(await signedIn(api, 'marc')));
    expect(told.size).toBe(1);
  });

  it('is nobody else of the house: no agent, administrator of a Caf, national person or operator finds a protégé', async () => {
    for (const kind of ['agent93', 'admin93', 'national', 'operator'] as const) {
      const token = await api.as(kind);
      for (const path of ['/tuteur/proteges', `/tuteur/proteges/${refs.head}`])
        expect((await api.call('GET', path, { token })).status).toBe(403);
    }
  });
});

describe('the trace (TUT-13)', () => {
  it('keeps each search, consultation and refusal with account, reference and instant, and no name or number', async () => {
    const token = await inSpace(api, 'ana');
    const by = { partnerId: horizon.partnerId, caf: '93', at: api.now };
    const entered = await api.deps.db.tuteurTrace.findFirst({ where: { action: 'ENTREE', refused: false } });
    expect(entered).toMatchObject({ ...by, proteges: [], detail: null });
    await search(token, 'Noël');
    expect(await lastTrace('ana')).toMatchObject({ ...by, action: 'RECHERCHE', proteges: [refs.head], detail: 'NOM' });
    await search(token, '2222');
    expect(await lastTrace('ana')).toMatchObject({ action: 'RECHERCHE', proteges: [refs.east], detail: 'NUMERO' });
    await sheet(token, 'west');
    expect(await lastTrace('ana')).toMatchObject({ action: 'CONSULTATION', proteges: [refs.west], refused: false });
    await sheet(token, 'ended');
    expect(await lastTrace('ana')).toMatchObject({ proteges: [refs.ended], refused: true, detail: 'MESURE_TERMINEE' });
    await api.call('GET', '/tuteur/proteges/Odette-Vautrin', { token });
    expect(await lastTrace('ana')).toMatchObject({ proteges: [], refused: true, detail: 'INCONNU' });
    await search(await signedIn(api, 'marc'));
    expect(await lastTrace('marc')).toMatchObject({ action: 'RECHERCHE', refused: true, detail: 'NON_HABILITE' });
  });

  it('is read by the tuteur, their own without refusals, and by the Caf in charge with them and their reasons', async () => {
    const token = await inSpace(api, 'ana');
    await sheet(token, 'head');
    await sheet(token, 'other');
    const own = (await api.call('GET', '/tuteur/trace', { token })).body.items;
    expect(own[0]).toMatchObject({ action: 'CONSULTATION', proteges: [refs.head], detail: null, refused: false });
    expect(own.every((one: { person: string; refused: boolean }) => one.person === 'ana Essai' && !one.refused)).toBe(
      true,
    );
    const caf = (kind: 'agent93' | 'agent75', query = '') =>
      api.as(kind).then((agent) => api.call('GET', `/tuteur/trace${query}`, { token: agent }));
    const read = (await caf('agent93')).body.items;
    expect(read[0]).toMatchObject({ refused: true, detail: 'Confié à un autre organisme', proteges: [refs.other] });
    expect(read[0]).toMatchObject({ person: 'ana Essai', organisme: 'Association tutélaire Horizon' });
    const only = (await caf('agent93', `?partnerId=${capSud.partnerId}`)).body.items;
    expect(new Set(only.map((one: { partnerId: string }) => one.partnerId))).toEqual(new Set([capSud.partnerId]));
    const refused = (await caf('agent93', '?refused=true&limit=1')).body;
    expect(refused.items[0].refused).toBe(true);
    const next = (await caf('agent93', `?refused=true&limit=1&cursor=${refused.nextCursor}`)).body;
    expect(Number(next.items[0].id)).toBeLessThan(Number(refused.items[0].id));
    expect((await caf('agent75')).body.items).toEqual([]);
    for (const kind of ['national', 'operator'] as const)
      expect((await api.call('GET', '/tuteur/trace', { token: await api.as(kind) })).status).toBe(403);
  });

  it('is appended to, and nothing else', async () => {
    const { db } = api.deps;
    await expect(db.tuteurTrace.updateMany({ data: { refused: false } })).rejects.toThrow(/permission denied/);
    await expect(db.tuteurTrace.deleteMany()).rejects.toThrow(/permission denied/);
  });
});

it('S2: names and numbers of protégés stand in no log, journal, trace, command or mail', async () => {
  const token = await inSpace(api, 'ana');
  await search(token, 'Lefèvre-Noël');
  await search(token, '1111111');
  await sheet(token, 'head');
  await sheet(token, 'ended');
  const { db } = api.deps;
  const kept = JSON.stringify(
    [
      await db.auditLine.findMany(),
      await db.command.findMany(),
      await db.mail.findMany(),
      await db.tuteurTrace.findMany(),
      await db.idempotentAnswer.findMany(),
    ],
    (_, value) => (typeof value === 'bigint' ? String(value) : value),
  );
  for (const secret of ['1111111', '4444444', 'Noël', 'lefevre', 'Lefèvre', 'Éloïse', '1948-02-11']) {
    expect(kept).not.toContain(secret);
    expect(api.log.join('')).not.toContain(secret);
    expect(decodeURIComponent(api.log.join('').replace(/%(?![0-9A-F]{2})/g, ''))).not.toContain(secret);
  }
});
