import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '../adapters/store/ids.ts';
import { knownPartner } from '../ops/seed/knownPartner.ts';
import { PASSWORD, startApi, type TestApi } from '../test/api.ts';
import { inventedSiret } from '../test/people.ts';
import { tiersiCsv, uploadTiersi, workOn } from '../test/tiersi.ts';

/** Ten tuteurs of two Cafs: the SIRET of four is not the one in Tiersi, as in June 2024 (TUT-3, TUT-6, TUT-8). */
const TUTEURS = Array.from({ length: 10 }, (_, index) => {
  const siret = inventedSiret(900 + index);
  return { siret, name: `Tutelle ${index}`, wrong: index < 4, caf: index % 2 === 0 ? '93' : '75' };
});
const sister = (siret: string) => `${siret.slice(0, 9)}00999`;

let api: TestApi;
let national: string;
let id: string;
beforeAll(async () => {
  api = await startApi();
  await on('2024-12-10T09:00:00Z');
  for (const { siret, name, caf } of TUTEURS) {
    await knownPartner(
      api.deps.db,
      {
        ...{
          siret,
          raisonSociale: name,
          address: '1 rue X, 93000 Bobigny',
          email: `c@${siret}.example`,
          phone: '+33148000000',
        },
        ...{
          typeOrganisme: 'MANDATAIRE_PROTECTION',
          nature: 'PERSONNE_MORALE',
          conventionNumber: `19_${siret.slice(5, 9)}`,
        },
        missions: ['Protection'],
        services: [{ service: 'CDAP', roles: ['T9'] }],
        administrateur: { login: `A${siret}`, firstName: 'Anne', lastName: 'Roy', email: `a@${siret}.example` },
        group: { code: 'T9MAJ', label: 'T9 Majeurs', profile: 'T9', members: [] },
      },
      'x',
      api.now,
    );
    await api.deps.db.group.updateMany({ where: { partner: { siret } }, data: { exclusiveT9: true } });
    if (caf !== '93') await api.deps.db.partner.updateMany({ where: { siret }, data: { caf } });
  }
});
afterAll(() => api.stop());

async function on(instant: string): Promise<void> {
  api.now = new Date(instant);
  await api.as('national');
  const body = { login: 'national@passerelle.example', password: PASSWORD };
  national = (await api.call('POST', '/auth/login', { body })).body.token;
}

const post = (action: string, body?: object) =>
  api.call('POST', `/tuteur/reopenings/${id}/${action}`, { token: national, body });
const get = async () => (await api.call('GET', `/tuteur/reopenings/${id}`, { token: national })).body;
const gate = async (name: string) => (await get()).gates.find((one: { name: string }) => one.name === name);
const work = (policy = api.deps.policy) => workOn(api.deps.db, id, api.now, { policy });

describe('June 2024 does not happen again', () => {
  it('with the search by SIRET the gates refuse, and name the tuteurs who would see nothing', async () => {
    const lines = TUTEURS.map(({ siret, wrong, name }) => ({ siret: wrong ? sister(siret) : siret, mcp: siret, name }));
    const made = await uploadTiersi(api, '/tuteur/reopenings', tiersiCsv(lines), { opensOn: '2025-01-18' });
    expect(made.body.byVerdict).toMatchObject({ CONFORME: 6, ECART_SIRET_MEME_SIREN: 4 });
    id = made.body.id;
    expect(await work()).toBe('EVOLUTION_SIREN');
    await post('impact-read');
    await on('2025-01-18T09:00:00Z');
    await api.tick(id);
    expect(await work()).toBe('EVOLUTION_SIREN');
    const held = await post('open');
    expect(held).toMatchObject({ status: 409, body: { code: 'CONDITIONS_NON_REUNIES' } });
    const paths = held.body.errors.map((one: { path: string }) => one.path);
    expect(paths).toEqual(['SIRET_CORRIGES', 'RECHERCHE_SIREN', 'CHACUN_VOIT']);
    const blind = await gate('CHACUN_VOIT');
    expect(blind.names.sort()).toEqual(
      TUTEURS.filter(({ wrong }) => wrong).map(({ name, caf }) => `${name} (Caf ${caf})`),
    );
    expect(await api.deps.db.openedService.count({ where: { service: 'TUTEUR' } })).toBe(0);
    const [told] = await api.deps.db.mail.findMany({ where: { template: 'MAIL-101' } });
    expect(told).toMatchObject({ recipient: 'national@passerelle.example' });
  });

  it('with the search by SIREN it waits still for the corrections, and says whose they are', async () => {
    expect(await post('search', { key: 'SIREN' })).toMatchObject({ status: 200, body: { state: 'PRET' } });
    expect(await gate('SIRET_CORRIGES')).toMatchObject({
      ...{ holds: false, detail: '0 sur 4 corrigés.', names: ['Caf 75 : 2 à corriger', 'Caf 93 : 2 à corriger'] },
    });
    // how a correction is made is tested with its kind: here it is a fact
    await api.deps.db.tuteurCheck.updateMany({
      where: { processId: id, verdict: 'ECART_SIRET_MEME_SIREN' },
      data: { verdict: 'CONFORME', correctedAt: api.now },
    });
    expect((await gate('SIRET_CORRIGES')).holds).toBe(true);
  });

  it('then the waves open, one Caf and after a quiet time all, with one process and no tuteur twice', async () => {
    const waves = { ...api.deps.policy, tuteurWaves: [1, 'all'] as const };
    await api.tick(id);
    expect(await work(waves)).toBe('OUVERT_V2');
    expect((await get()).waves).toMatchObject([{ number: 1, cafs: ['75'], tuteurs: 5 }]);
    await on('2025-01-20T09:00:00Z');
    await api.tick(id);
    expect(await work(waves)).toBe('OUVERT_V2');
    expect((await get()).total.open).toBe(5);
    await on('2025-01-26T09:00:00Z');
    await api.tick(id);
    expect(await work(waves)).toBe('OUVERT_V2');
    expect((await get()).waves).toMatchObject([{ cafs: ['75'] }, { cafs: ['93'], tuteurs: 5 }]);
    expect(await api.deps.db.openedService.count({ where: { service: 'TUTEUR', state: 'OUVERTE' } })).toBe(10);
    expect(await api.deps.db.group.count({ where: { t9SuspendedAt: { not: null } } })).toBe(10);
    expect(await api.deps.db.mail.count({ where: { template: 'MAIL-40' } })).toBe(10);
  });

  it('a burst of signals closes it again by itself, with Cdap T9 on, and names who signalled', async () => {
    await on('2025-01-27T09:00:00Z');
    const signal = async (name: string) => {
      const partner = await api.deps.db.partner.findFirstOrThrow({ where: { raisonSociale: name } });
      const one = {
        id: newId(),
        at: api.now,
        userId: 'u',
        partnerId: partner.id,
        caf: partner.caf,
        found: 'INCONNU',
        signal: true,
      };
      await api.deps.db.missingProtege.create({ data: one });
    };
    // one tuteur who signals again and again is one
    for (const name of ['Tutelle 4', 'Tutelle 5', 'Tutelle 5', 'Tutelle 5']) await signal(name);
    await api.tick(id);
    expect(await work()).toBe('OUVERT_V2');
    await signal('Tutelle 6');
    await on('2025-01-27T09:05:00Z');
    await api.tick(id);
    expect(await work()).toBe('ROLLBACK');
    const { closing, total } = await get();
    expect(closing.signalledBy).toEqual(['Tutelle 4', 'Tutelle 5', 'Tutelle 6']);
    expect(total.open).toBe(0);
    expect(await api.deps.db.openedService.count({ where: { service: 'TUTEUR', state: 'SUSPENDUE' } })).toBe(10);
    expect(await api.deps.db.openedService.count({ where: { service: 'TUTEUR', state: 'FERMEE' } })).toBe(0);
    expect(await api.deps.db.group.count({ where: { t9SuspendedAt: { not: null } } })).toBe(0);
    const row = await api.deps.db.nationalService.findUniqueOrThrow({ where: { service: 'TUTEUR' } });
    expect(row).toMatchObject({
      state: 'FERME_REPLI',
      reason: 'Arrêt automatique : 3 tuteurs sur 10 ont signalé un protégé manquant.',
    });
    expect(await api.deps.db.mail.count({ where: { template: 'MAIL-100' } })).toBe(10);
    expect(await api.deps.db.mail.count({ where: { template: 'MAIL-102' } })).toBeGreaterThanOrEqual(3);
  });
});
