import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hashPassword } from '../adapters/identity/passwords.ts';
import { knownPartner } from '../ops/seed/knownPartner.ts';
import { type Answer, PASSWORD, type PersonKind, startApi, type TestApi } from '../test/api.ts';
import { establishment, inventedSiret } from '../test/people.ts';
import { protegesCsv, tiersiCsv, uploadProteges, uploadTiersi, workOn } from '../test/tiersi.ts';

/** Ten tuteurs of two Cafs: the SIRET of four is not the one in Tiersi, as in June 2024 (TUT-3, TUT-6, TUT-8). */
const TUTEURS = Array.from({ length: 10 }, (_, index) => {
  const siret = inventedSiret(900 + index);
  const wrong = index < 4;
  const known = wrong ? establishment(siret, 2) : siret;
  return { siret, known, name: `Tutelle ${index}`, wrong, caf: index % 2 === 0 ? '93' : '75' };
});
type Tuteur = (typeof TUTEURS)[number];
const tuteur = (index: number) => TUTEURS[index] as Tuteur;
/** of the last one the first file of protégés says nothing, though Tiersi counts ten */
const FORGOTTEN = tuteur(9);

let api: TestApi;
let national: string;
let id: string;
/** signed in, by SIRET: who is a member of the tuteur's groups */
const people = new Map<string, string>();
beforeAll(async () => {
  api = await startApi();
  await on('2024-12-10T09:00:00Z');
  const passwordHash = await hashPassword(PASSWORD);
  for (const { siret, name, caf } of TUTEURS) {
    const identity = { siret, raisonSociale: name, address: '1 rue X, 93000 Bobigny', phone: '+33148000000' };
    const kept = { email: `c@${siret}.example`, conventionNumber: `19_${siret.slice(5, 9)}` };
    const person = { login: `u${siret}`, firstName: 'Luc', lastName: 'Petit', email: `u@${siret}.example` };
    await knownPartner(
      api.deps.db,
      {
        ...{ ...identity, ...kept, typeOrganisme: 'MANDATAIRE_PROTECTION', nature: 'PERSONNE_MORALE' },
        ...{ missions: ['Protection'], services: [{ service: 'CDAP', roles: ['T9'] }] },
        administrateur: { login: `a${siret}`, firstName: 'Anne', lastName: 'Roy', email: `a@${siret}.example` },
        group: { code: 'T9MAJ', label: 'T9 Majeurs', profile: 'T9', members: [{ ...person, titre: 'JUGEMENT' }] },
      },
      passwordHash,
      api.now,
    );
    await api.deps.db.group.updateMany({ where: { partner: { siret } }, data: { exclusiveT9: true } });
    // convention, bulletins and openings are their partner's: only the partner is moved
    if (caf !== '93') await moveTo(siret, caf);
  }
});
afterAll(() => api.stop());

async function moveTo(siret: string, caf: string): Promise<void> {
  const { db } = api.deps;
  await db.partner.updateMany({ where: { siret }, data: { caf } });
  await db.document.updateMany({ where: { partner: { siret } }, data: { caf } });
  await db.openedService.updateMany({ where: { partner: { siret } }, data: { caf } });
}

async function on(instant: string): Promise<void> {
  api.now = new Date(instant);
  await api.as('national');
  national = await signedIn('national@passerelle.example');
}

const signedIn = async (login: string): Promise<string> =>
  (await api.call('POST', '/auth/login', { body: { login, password: PASSWORD } })).body.token;

const post = (action: string, body?: object) =>
  api.call('POST', `/tuteur/reopenings/${id}/${action}`, { token: national, body });
const get = async () => (await api.call('GET', `/tuteur/reopenings/${id}`, { token: national })).body;
const gate = async (name: string) => (await get()).gates.find((one: { name: string }) => one.name === name);
const started: string[] = [];
const work = (policy = api.deps.policy) => workOn(api.deps.db, id, api.now, { policy, started });

/** Ten people of each of these tuteurs, entrusted to the SIRET that Tiersi knows. */
const entrusted = (tuteurs: readonly Tuteur[]) =>
  protegesCsv(
    tuteurs.flatMap(({ known, siret }) =>
      Array.from({ length: 10 }, (_, nth) => ({ number: `${siret.slice(4, 9)}${nth}`, siret: known })),
    ),
  );

/** As the workflows of corrections that were just made do, they take their first step. */
async function beginCorrections(): Promise<void> {
  for (const processId of started.splice(0)) await api.deps.commands.start({ processId, type: 'siretCorrection' });
}

async function confirmAll(kind: PersonKind): Promise<Answer> {
  await api.as(kind);
  const token = await signedIn(`${kind}@passerelle.example`);
  return api.call('POST', `/tuteur/reopenings/${id}/corrections`, { token, body: {} });
}

/** What the administrateur of a tuteur does once the space is open: a group with its role and the person who uses it. */
async function habilitate({ siret, known }: Tuteur): Promise<void> {
  const token = await signedIn(`a${siret}`);
  const { id: partnerId } = await api.deps.db.partner.findFirstOrThrow({ where: { siret: known } });
  const user = await api.deps.db.user.findUniqueOrThrow({ where: { login: `u${siret}` } });
  const { id: managerId } = await api.deps.db.user.findUniqueOrThrow({ where: { login: `a${siret}` } });
  const body = { service: 'TUTEUR', code: 'ESPACE', label: 'Espace Tuteur', managerId };
  const group = await api.call('POST', `/partners/${partnerId}/groups`, { token, body });
  expect(group).toMatchObject({ status: 201 });
  await api.call('PUT', `/groups/${group.body.id}/role`, { token, body: { role: 'TUTEUR' } });
  const member = await api.call('POST', `/groups/${group.body.id}/members`, { token, body: { userId: user.id } });
  expect(member.status).toBe(200);
}

/** Signs the person of a tuteur in and lets them come in by the entrance of the space. */
async function enter({ siret }: Tuteur): Promise<string> {
  const token = await signedIn(`u${siret}`);
  expect((await api.call('POST', '/tuteur/entrance', { token, body: { password: PASSWORD } })).status).toBe(200);
  people.set(siret, token);
  return token;
}

const services = async ({ siret }: Tuteur) => {
  const { body } = await api.call('GET', '/me', { token: await signedIn(`u${siret}`) });
  return body.services.flatMap((one: { code: string; enabled: boolean }) => (one.enabled ? [one.code] : [])).sort();
};

/** « Il me manque un protégé »: somebody whom no file has. */
let missed = 0;
async function signal(one: Tuteur, over: Record<string, string> = {}): Promise<void> {
  missed += 1;
  const whom = { number: `77${missed}`, lastName: 'Morel', firstName: 'Lise', birthDate: '1950-04-01', ...over };
  const answer = await api.call('POST', '/tuteur/missing-proteges', { token: people.get(one.siret), body: whom });
  expect(answer.status).toBe(201);
}

describe('June 2024 does not happen again', () => {
  it('with the search by SIRET the gates refuse, and name the tuteurs who would see nothing', async () => {
    const imported = await uploadProteges(api, entrusted(TUTEURS.filter((one) => one !== FORGOTTEN)));
    expect(imported).toMatchObject({ status: 200, body: { replaced: true, rows: { accepted: 90 } } });
    const lines = TUTEURS.map(({ siret, known, name }) => ({ siret: known, mcp: siret, name }));
    const made = await uploadTiersi(api, '/tuteur/reopenings', tiersiCsv(lines), { opensOn: '2025-01-18' });
    expect(made.body.byVerdict).toMatchObject({ CONFORME: 6, ECART_SIRET_MEME_SIREN: 4 });
    // what the searches show is counted in the file of protégés, not in Tiersi
    expect(made.body.total).toMatchObject({ bySiren: 90, bySiret: 50, blindBySiret: 4, tiersiBySiren: 100 });
    id = made.body.id;
    expect(await work()).toBe('EVOLUTION_SIREN');
    await beginCorrections();
    await post('impact-read');
    await on('2025-01-18T09:00:00Z');
    await api.tick(id);
    expect(await work()).toBe('EVOLUTION_SIREN');
    const held = await post('open');
    expect(held).toMatchObject({ status: 409, body: { code: 'CONDITIONS_NON_REUNIES' } });
    const paths = held.body.errors.map((one: { path: string }) => one.path);
    expect(paths).toEqual(['SIRET_CORRIGES', 'RECHERCHE_SIREN', 'CHACUN_VOIT']);
    const blind = TUTEURS.filter((one) => one.wrong || one === FORGOTTEN).map(
      ({ name, caf }) => `${name} (Caf ${caf})`,
    );
    expect((await gate('CHACUN_VOIT')).names.sort()).toEqual(blind);
    expect(await api.deps.db.openedService.count({ where: { service: 'TUTEUR' } })).toBe(0);
    const [told] = await api.deps.db.mail.findMany({ where: { template: 'MAIL-101' } });
    expect(told).toMatchObject({ recipient: 'national@passerelle.example' });
  });

  it('with the search by SIREN it waits still for the corrections, and says whose they are', async () => {
    expect(await post('search', { key: 'SIREN' })).toMatchObject({ status: 200, body: { state: 'PRET' } });
    expect(await gate('SIRET_CORRIGES')).toMatchObject({
      ...{ holds: false, detail: '0 sur 4 corrigés.', names: ['Caf 75 : 2 à corriger', 'Caf 93 : 2 à corriger'] },
    });
    expect((await confirmAll('agent93')).body.items).toMatchObject([
      { outcome: 'CONFIRMEE' },
      { outcome: 'CONFIRMEE' },
    ]);
    expect(await gate('SIRET_CORRIGES')).toMatchObject({ holds: false, detail: '2 sur 4 corrigés.' });
    expect((await confirmAll('agent75')).body.items).toHaveLength(2);
    expect(await gate('SIRET_CORRIGES')).toMatchObject({ holds: true, detail: '4 sur 4 corrigés.' });
    const sirets = await api.deps.db.partner.findMany({ select: { siret: true } });
    expect(sirets.map(({ siret }) => siret).sort()).toEqual(TUTEURS.map(({ known }) => known).sort());
  });

  it('whom the file of protégés entrusts nobody would see nothing, whatever Tiersi counts: named, and nobody opens', async () => {
    expect(await gate('CHACUN_VOIT')).toMatchObject({ holds: false, names: ['Tutelle 9 (Caf 75)'] });
    await api.tick(id);
    expect(await work()).toBe('PRET');
    expect(await uploadProteges(api, entrusted(TUTEURS), {}, national)).toMatchObject({
      status: 200,
      body: { before: 90, removed: 0 },
    });
    expect((await gate('CHACUN_VOIT')).holds).toBe(true);
    // what was read spoke of the former file
    await api.tick(id);
    expect([(await gate('RAPPORT_LU')).holds, await work()]).toEqual([false, 'PRET']);
    expect((await post('impact-read')).status).toBe(200);
  });

  it('then the waves open, one Caf and after a quiet time all, with one process and no tuteur twice', async () => {
    const waves = { ...api.deps.policy, tuteurWaves: [1, 'all'] as const };
    await on('2025-01-19T09:00:00Z');
    await api.tick(id);
    expect(await work(waves)).toBe('OUVERT_V2');
    expect((await get()).waves).toMatchObject([{ number: 1, cafs: ['75'], tuteurs: 5 }]);
    await on('2025-01-21T09:00:00Z');
    await api.tick(id);
    expect(await work(waves)).toBe('OUVERT_V2');
    expect((await get()).total.open).toBe(5);
    await on('2025-01-27T09:00:00Z');
    await api.tick(id);
    expect(await work(waves)).toBe('OUVERT_V2');
    expect((await get()).waves).toMatchObject([{ cafs: ['75'] }, { cafs: ['93'], tuteurs: 5 }]);
    expect(await api.deps.db.openedService.count({ where: { service: 'TUTEUR', state: 'OUVERTE' } })).toBe(10);
    expect(await api.deps.db.group.count({ where: { t9SuspendedAt: { not: null } } })).toBe(10);
    expect(await api.deps.db.mail.count({ where: { template: 'MAIL-40' } })).toBe(10);
  });

  it('each tuteur sees every protégé of his, the one whose SIRET was wrong too, in the place of Cdap', async () => {
    await on('2025-01-28T09:00:00Z');
    for (const one of [0, 4, 5, 6].map(tuteur)) {
      expect(await services(one)).toEqual([]);
      await habilitate(one);
      const token = await enter(one);
      expect(await services(one)).toEqual(['TUTEUR']);
      const { body } = await api.call('GET', '/tuteur/proteges', { token });
      expect(body.items.map(({ siret }: { siret: string }) => siret)).toEqual(Array(10).fill(one.known));
    }
  });

  it('a burst of signals closes it again by itself, with Cdap T9 on, and names who signalled', async () => {
    // one tuteur who signals again and again is one, and somebody in one's own list is no signal
    for (const index of [4, 5, 5, 5]) await signal(tuteur(index));
    const own = {
      number: `${tuteur(0).siret.slice(4, 9)}3`,
      lastName: 'Vautrin',
      firstName: 'Odette',
      birthDate: '1948-02-11',
    };
    await signal(tuteur(0), own);
    await api.tick(id);
    expect(await work()).toBe('OUVERT_V2');
    await signal(tuteur(6));
    await on('2025-01-28T09:05:00Z');
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

  it('… in the same second for whoever is inside: the space is refused, Cdap is entered again', async () => {
    const [one, token] = [tuteur(5), people.get(tuteur(5).siret)];
    const shut = await api.call('GET', '/tuteur/proteges', { token });
    expect(shut).toMatchObject({ status: 403, body: { code: 'SERVICE_NON_OUVERT', rule: 'TUT-4' } });
    expect(shut.body.detail).toMatch(/fermé pour tous depuis le 28\/01\/2025.*profil T9/);
    expect(await services(one)).toEqual(['CDAP']);
    expect((await api.call('POST', '/me/services/CDAP/enter', { token })).status).toBe(204);
  });
});
