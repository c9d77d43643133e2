import { describe, expect, it } from '@jest/globals';
import { purgeOn } from '../adapters/store/purge.ts';
import { DEMARCHE_FORMS } from '../domain/demarche/forms/index.ts';
import { DEFAULT_RETENTION } from '../domain/policy/retention.ts';
import { DEMARCHE_CODES } from '../domain/protege/demarches.ts';
import {
  answersOf,
  api,
  asCaf,
  asTuteur,
  decide,
  deposit,
  deposited,
  horizon,
  mailsOf,
  openDemarches,
  refs,
} from '../test/demarches.ts';
import { inSpace, signedIn } from '../test/tuteur.ts';

openDemarches();

const state = async (id: string) => (await asTuteur('GET', id)).body.state;
const lastTrace = async (login: string) => {
  const user = await api.deps.db.user.findFirstOrThrow({ where: { firstName: login } });
  return api.deps.db.tuteurTrace.findFirstOrThrow({ where: { userId: user.id }, orderBy: { id: 'desc' } });
};

describe('the thirteen forms (TUT-14)', () => {
  it('are described as the table declares them, their quarters as of today', async () => {
    const token = await inSpace(api, 'ana');
    const { status, body } = await api.call('GET', '/tuteur/demarches/forms', { token });
    expect([status, body.items.map(({ code }: { code: string }) => code)]).toEqual([200, DEMARCHE_CODES]);
    for (const form of body.items)
      expect(form.fields.map(({ key }: { key: string }) => key)).toEqual(
        DEMARCHE_FORMS[form.code as keyof typeof DEMARCHE_FORMS].fields.map(({ key }) => key),
      );
    const aah = body.items.find(({ code }: { code: string }) => code === 'TRIMESTRIELLE_AAH');
    expect(aah.fields[0].choices[0]).toEqual({ value: '2025-T4', label: '4e trimestre 2025' });
  });

  it.each(DEMARCHE_CODES)(
    '%s: everything wrong is told at once, everything right is deposited and read again',
    async (form) => {
      const wrong = await deposit({ form, answers: { inconnu: 1 } });
      const wanted = DEMARCHE_FORMS[form].fields.filter(
        ({ optional, when }) => optional === undefined && when === undefined,
      );
      expect(wrong).toMatchObject({ status: 422, body: { code: 'SAISIE_INVALIDE' } });
      expect(wrong.body.errors.map(({ path }: { path: string }) => path)).toEqual(
        expect.arrayContaining(['answers.inconnu', ...wanted.map(({ key }) => `answers.${key}`)]),
      );
      const made = await deposit({ form });
      expect(made).toMatchObject({
        status: 202,
        body: { form, state: 'DEPOSEE', number: expect.stringMatching(/^DEM-\w{8}$/) },
      });
      const read = (await asTuteur('GET', made.body.id)).body;
      expect(read.declared).toHaveLength(Object.keys(answersOf(form)).length);
      expect(read.protege).toMatchObject({ reference: refs.head, lastName: 'Canari', measure: 'Tutelle' });
    },
  );
});

describe('a démarche, from its deposit to each of its ends (TUT-14)', () => {
  it('is a task of the Caf in charge, which reads what was declared, takes it and accepts it; the tuteur is told', async () => {
    const id = await deposited();
    const token = await api.as('agent93');
    const tasks = await api.call('GET', `/tasks?dossier=${id}`, { token });
    expect(tasks.body.items).toMatchObject([{ kind: 'TRAITER_DEMARCHE', state: 'OUVERTE', caf: '93' }]);
    expect((await asCaf('GET', id)).body).toMatchObject({
      declared: expect.arrayContaining([{ label: 'Commune', value: 'Secrète Confidence' }]),
    });
    expect(await asCaf('POST', id, '/take')).toMatchObject({ status: 200, body: { state: 'EN_TRAITEMENT' } });
    expect(await asTuteur('POST', id, '/withdraw', {})).toMatchObject({
      status: 409,
      body: { code: 'ETAT_INCOMPATIBLE' },
    });
    expect((await decide(id, 'accept', { note: 'Droits revus' })).status).toBe(200);
    expect((await asTuteur('GET', id)).body).toMatchObject({
      state: 'TRAITEE',
      exchanges: [{ by: 'CAF', what: 'accept', text: 'Droits revus' }],
    });
    expect((await mailsOf(id)).map(({ template, recipient }) => [template, recipient])).toEqual([
      ['MAIL-96', 'ana@99992245300017.example'],
    ]);
    expect(await asTuteur('POST', id, '/complement', { text: 'trop tard' })).toMatchObject({ status: 409 });
  });

  it('is completed when the Caf asks for it, then refused with its reason', async () => {
    const id = await deposited();
    expect((await decide(id, 'ask', {})).body.errors).toMatchObject([{ path: 'text', code: 'CHAMP_OBLIGATOIRE' }]);
    await decide(id, 'ask', { text: 'Le bail signé ?' });
    expect((await asTuteur('GET', id)).body).toMatchObject({
      state: 'COMPLEMENT_DEMANDE',
      waitingFor: { who: 'PARTENAIRE' },
      exchanges: [{ what: 'ask', text: 'Le bail signé ?' }],
    });
    expect(await asTuteur('POST', id, '/complement', { text: ' ' })).toMatchObject({ status: 422 });
    expect(await asTuteur('POST', id, '/complement', { text: 'Signé le 2' })).toMatchObject({
      status: 200,
      body: { state: 'EN_TRAITEMENT' },
    });
    expect((await decide(id, 'refuse', { reason: 'Hors délai' })).status).toBe(200);
    const { exchanges, state: now } = (await asTuteur('GET', id)).body;
    expect([now, exchanges.map(({ by, text }: { by: string; text: string }) => [by, text])]).toEqual([
      'REFUSEE',
      [
        ['CAF', 'Le bail signé ?'],
        ['TUTEUR', 'Signé le 2'],
        ['CAF', 'Hors délai'],
      ],
    ]);
    expect((await mailsOf(id)).map(({ params }) => (params as { act: string }).act).sort()).toEqual(['ask', 'refuse']);
  });

  it('is closed by the Caf, withdrawn by the tuteur before it begins, or closed when no complement comes', async () => {
    const [closed, withdrawn, expired] = [await deposited(), await deposited(), await deposited()];
    await decide(closed, 'close', { reason: 'Sans objet' });
    expect(await asTuteur('POST', withdrawn, '/withdraw', {})).toMatchObject({
      status: 200,
      body: { state: 'RETIREE' },
    });
    await decide(expired, 'ask', { text: 'Quoi ?' });
    const before = api.now;
    for (const days of [7, 15, 30]) {
      api.now = new Date(before.getTime() + days * 86_400_000 + 3_600_000);
      await api.tick(expired);
    }
    api.now = before;
    expect([await state(closed), await state(withdrawn), await state(expired)]).toEqual([
      'CLASSEE',
      'RETIREE',
      'CLASSEE',
    ]);
    expect((await mailsOf(expired)).map(({ params }) => (params as { act: string }).act)).toEqual([
      'ask',
      'remind',
      'remind',
      'expire',
    ]);
    const open = await api.deps.db.task.count({
      where: { processId: { in: [closed, withdrawn, expired] }, state: 'OUVERTE' },
    });
    expect(open).toBe(0);
  });
});

describe('what is sent twice', () => {
  it('with one key is one démarche, even once its kept answer is gone', async () => {
    const answers = answersOf('CMG_STRUCTURE', { debut: '2025-05-05' });
    const sent = { form: 'CMG_STRUCTURE' as const, answers };
    const [first, again] = [await deposit(sent, 'ana', 'cle-1'), await deposit(sent, 'ana', 'cle-1')];
    expect([first.status, again.body.id]).toEqual([202, first.body.id]);
    // the answer that was kept has died with its server: the key alone makes it the same
    await api.deps.db.idempotentAnswer.deleteMany({ where: { key: 'cle-1' } });
    expect((await deposit(sent, 'ana', 'cle-1')).body.id).toBe(first.body.id);
    expect(await api.deps.db.demarcheWords.count({ where: { processId: first.body.id } })).toBe(1);
  });

  it('by another key is asked about; confirmed, or of another period, it is another', async () => {
    const form = 'TRIMESTRIELLE_AL' as const;
    const of = (trimestre: string) => ({ form, protege: refs.east, answers: answersOf(form, { trimestre }) });
    const first = await deposit(of('2025-T4'));
    const same = await deposit(of('2025-T4'), 'luc');
    expect(same).toMatchObject({
      status: 409,
      body: {
        code: 'DEMARCHE_DEJA_DEPOSEE',
        errors: [{ path: 'confirmed', message: expect.stringContaining(first.body.number) }],
      },
    });
    expect((await deposit(of('2025-T3'))).status).toBe(202);
    expect((await deposit({ ...of('2025-T4'), confirmed: true })).status).toBe(202);
    // what came to nothing is deposited again without a question
    const other = { ...of('2025-T2') };
    await asTuteur('POST', (await deposit(other)).body.id, '/withdraw', {});
    expect((await deposit(other)).status).toBe(202);
  });
});

describe('who reaches a démarche (TUT-16, TUT-18, S5)', () => {
  it('not another organisme, nor a group of other establishments, nor another Caf; each refusal alike', async () => {
    const id = await deposited();
    for (const answer of [
      await asTuteur('GET', id, '', undefined, 'sofia'),
      await asTuteur('GET', id, '', undefined, 'luc'),
      await asTuteur('GET', id, '/receipt', undefined, 'luc'),
      await asTuteur('POST', id, '/withdraw', {}, 'luc'),
      await asTuteur('POST', id, '/complement', { text: 'x' }, 'sofia'),
      await asCaf('GET', id, '', 'agent75'),
      await asCaf('POST', id, '/take', 'agent75'),
      await asTuteur('GET', 'demarche-none'),
    ])
      expect(answer).toMatchObject({ status: 404, body: { code: 'INTROUVABLE' } });
    for (const kind of ['national', 'operator'] as const)
      expect((await api.call('GET', `/tuteur/demarches/${id}`, { token: await api.as(kind) })).status).toBe(403);
    expect(await state(id)).toBe('DEPOSEE');
  });

  it('an ended measure, another’s protégé and a démarche that the measure does not open are refused without a word why', async () => {
    const refusals = [
      await deposit({ protege: refs.ended }),
      await deposit({ protege: refs.other }),
      await deposit({ protege: 'none' }),
      await deposit({ protege: refs.renforcee, form: 'AJPA' }),
      await deposit({ protege: refs.head }, 'luc'),
    ];
    for (const { status, body } of refusals)
      expect([status, body.code, body.detail]).toEqual([404, 'INTROUVABLE', refusals[0]?.body.detail]);
    expect((await deposit({ protege: refs.renforcee })).status).toBe(202);
  });

  it('nobody without the entrance of the space', async () => {
    const token = await signedIn(api, 'ana');
    for (const path of ['/tuteur/demarches', `/tuteur/demarches/${await deposited()}`])
      expect(await api.call('GET', path, { token })).toMatchObject({
        status: 401,
        body: { code: 'AUTHENTIFICATION_DEDIEE' },
      });
  });

  it('once the measure has ended it is gone from the list and page of the tuteur, and stays the Caf’s', async () => {
    const id = await deposited({ protege: refs.renforcee });
    const listed = async () => {
      const { body } = await api.call('GET', `/tuteur/demarches?protege=${refs.renforcee}`, {
        token: await inSpace(api, 'ana'),
      });
      return body.items.map((one: { id: string }) => one.id);
    };
    expect(await listed()).toContain(id);
    await api.deps.db.protege.update({ where: { reference: refs.renforcee }, data: { measureEndsOn: '2026-03-09' } });
    expect(await listed()).toEqual([]);
    expect((await asTuteur('GET', id)).status).toBe(404);
    expect((await asCaf('GET', id)).status).toBe(200);
    expect(await lastTrace('ana')).toMatchObject({ refused: true, detail: 'MESURE_TERMINEE', procedure: 'ADRESSE' });
  });

  it('a list shows each their own: all establishments, one of them, a Caf without names', async () => {
    const east = await deposited({ protege: refs.east, form: 'SITUATION_FAMILIALE' });
    const ids = async (token: string) => {
      const { body } = await api.call('GET', '/tuteur/demarches?limit=200', { token });
      return body.items as { id: string; protege: { reference: string; name: string } | null }[];
    };
    expect((await ids(await inSpace(api, 'ana'))).find(({ id }) => id === east)?.protege?.name).toBe('Vautrin Odette');
    const luc = await ids(await inSpace(api, 'luc'));
    expect([luc.some(({ id }) => id === east), new Set(luc.map(({ protege }) => protege?.reference))]).toEqual([
      true,
      new Set([refs.east]),
    ]);
    expect(await ids(await inSpace(api, 'sofia'))).toEqual([]);
    expect((await ids(await api.as('agent93'))).find(({ id }) => id === east)?.protege).toBeNull();
    expect(await ids(await api.as('agent75'))).toEqual([]);
  });

  it('each act is traced: account, reference, instant, démarche (TUT-13)', async () => {
    const id = await deposited({ form: 'SITUATION_PROFESSIONNELLE' });
    const line = { action: 'DEMARCHE', proteges: [refs.head], procedure: 'SITUATION_PROFESSIONNELLE', refused: false };
    expect(await lastTrace('ana')).toMatchObject({ ...line, at: api.now, partnerId: horizon.partnerId });
    const count = () => api.deps.db.tuteurTrace.count({ where: { procedure: 'SITUATION_PROFESSIONNELLE' } });
    const before = await count();
    await asTuteur('GET', id);
    await asTuteur('GET', id, '/receipt');
    await asTuteur('POST', id, '/complement', { text: 'x' });
    await asTuteur('POST', id, '/withdraw', {});
    expect((await count()) - before).toBe(4);
  });
});

describe('the receipt (TUT-14)', () => {
  it('is a PDF for tuteur and Caf, named by its number', async () => {
    const id = await deposited();
    const [tuteur, caf] = [await asTuteur('GET', id, '/receipt'), await asCaf('GET', id, '/receipt')];
    expect([tuteur.status, caf.status, tuteur.headers.get('content-type')]).toEqual([200, 200, 'application/pdf']);
    expect(tuteur.headers.get('content-disposition')).toMatch(/recepisse-DEM-\w{8}\.pdf/);
  });
});

describe('personal data (TUT-13)', () => {
  it('stands sealed in one table: in no other row, journal line, mail, command or kept answer', async () => {
    const canaries = ['Canarideclare', 'Canaridemande', 'Canaricomplement', 'Canarimotif'] as const;
    const answers = answersOf('ADRESSE', { commune: canaries[0] });
    const { body } = await deposit({ answers, confirmed: true }, 'ana', 'cle-canari');
    await decide(body.id, 'ask', { text: canaries[1] });
    const token = await inSpace(api, 'ana');
    const headers = { 'Idempotency-Key': 'cle-complement' };
    await api.call('POST', `/tuteur/demarches/${body.id}/complement`, { token, headers, body: { text: canaries[2] } });
    await decide(body.id, 'refuse', { reason: canaries[3] });
    const read = JSON.stringify((await asTuteur('GET', body.id)).body);
    for (const canary of canaries) expect(read).toContain(canary);
    const tables = await api.deps.db.$queryRaw<{ name: string }[]>`
      SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema() AND table_name NOT LIKE '\\_%'`;
    expect(tables.length).toBeGreaterThan(30);
    const found: string[] = [];
    for (const { name } of tables) {
      const rows = await api.deps.db.$queryRawUnsafe<{ row: string }[]>(
        `SELECT to_jsonb(t)::text AS row FROM "${name}" t`,
      );
      // whom it is about: the protégé's own row, which the file of protégés made
      const secrets = name === 'protege' ? canaries : [...canaries, 'Canari'];
      if (rows.some(({ row }) => secrets.some((secret) => row.includes(secret)))) found.push(name);
    }
    expect(found).toEqual([]);
    const logged = api.log.join('');
    expect([...canaries, 'Canari'].filter((secret) => logged.includes(secret))).toEqual([]);
  });

  it('of an act that is refused nothing stays', async () => {
    const id = await deposited();
    const count = () => api.deps.db.demarcheWords.count({ where: { processId: id } });
    expect((await asTuteur('POST', id, '/complement', { text: 'personne ne le demande' })).status).toBe(409);
    expect((await decide(id, 'refuse', { reason: 'x'.repeat(4_001) })).status).toBe(422);
    expect(await count()).toBe(1);
  });

  it('is purged two years after the end; pages say so, and the démarche stays', async () => {
    const [kept, gone] = [await deposited(), await deposited()];
    for (const id of [kept, gone]) await decide(id, 'accept', { note: 'vu' });
    const over = new Date(api.now.getTime() - DEFAULT_RETENTION.demarches - 1_000);
    await api.deps.db.process.update({ where: { id: gone }, data: { closedAt: over } });
    // over already, whether the hourly purge has run or not
    expect((await asCaf('GET', gone)).body).toMatchObject({
      purged: true,
      protege: null,
      declared: [],
      state: 'TRAITEE',
    });
    expect((await asCaf('GET', gone, '/receipt')).status).toBe(404);
    await purgeOn(api.deps.db, DEFAULT_RETENTION)('demarches', api.now);
    expect(await api.deps.db.demarcheWords.count({ where: { processId: gone } })).toBe(0);
    expect((await asCaf('GET', kept)).body).toMatchObject({ purged: false, exchanges: [{ text: 'vu' }] });
  });
});
