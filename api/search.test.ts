import { beforeAll, describe, expect, it } from '@jest/globals';
import { movePartner } from '../adapters/store/partner/movePartner.ts';
import { eraseAccounts } from '../adapters/store/people/erase.ts';
import { createUser } from '../adapters/store/people/users.ts';
import { partnerBody } from '../test/api.ts';
import { entered } from '../test/openPartner.ts';
import { inventedSiret } from '../test/people.ts';
import { api, claire, createUser as createPerson, omar, openPeupliers, partnerId } from '../test/peupliers.ts';
import { mountPages } from '../web/index.ts';

openPeupliers(mountPages);
let agent: string;
let other: string;
let processId: string;
let nadia: string;
const OTHER_SIRET = inventedSiret(41);

beforeAll(async () => {
  agent = await api.as('agent93');
  other = await api.as('agent75');
  const begun = await api.call('POST', '/esat/onboardings', {
    token: agent,
    body: {
      ...partnerBody({
        siret: OTHER_SIRET,
        raisonSociale: 'Esat « Les Frênes » d’Œuvrées',
        email: 'bonjour@frenes-oeuvrees.example',
      }),
      ...{
        knownInMcp: true,
        knownInHabtiers: false,
        delegationMode: 'DELEGUE',
        opensOn: '2026-04-01',
        confirmed: true,
      },
    },
  });
  processId = begun.body.processId;
  const person = {
    login: 'MCP0000NAD1',
    email: 'n.ferrand@peupliers.example',
    firstName: 'Nadège',
    lastName: 'Ferrand-Brunoy',
  };
  nadia = await createUser(api.deps.db, { ...person, roles: [], partnerId, password: null }, api.now);
});

type Group = { kind: string; items: { id: string; partnerId: string }[] };
const search = async (q: string, token = agent) => api.call('GET', `/search?q=${encodeURIComponent(q)}`, { token });
const found = async (q: string, token = agent): Promise<Record<string, string[]>> => {
  const { body } = await search(q, token);
  return Object.fromEntries((body.groups as Group[]).map(({ kind, items }) => [kind, items.map(({ id }) => id)]));
};
const frenes = async () => (await api.deps.db.process.findUniqueOrThrow({ where: { id: processId } })).partnerId ?? '';

describe('one search box (issue 13 §2)', () => {
  it.each([
    ['half of its name', 'fren'],
    ['its name without accents, another case, a ligature', 'FRENES OEUVREES'],
    ['its SIRET as it is displayed', OTHER_SIRET.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1 $2 $3 $4')],
    ['its SIRET as it is typed', OTHER_SIRET],
    ['the beginning of its SIRET', OTHER_SIRET.slice(0, 11)],
    ['its SIREN in groups, beside a word', `esat ${OTHER_SIRET.replace(/^(\d{3})(\d{3})(\d{3}).*$/, '$1 $2 $3')}`],
    ['its e-mail', 'bonjour@frenes-oeuvrees.example'],
    ['a slip of the keyboard', 'frennes oeuvree'],
    ['two letters swapped', 'frnees'],
  ])('finds a partner by %s', async (_by, q) => {
    expect((await found(q)).PARTENAIRE).toEqual([await frenes()]);
  });

  it.each([
    ['their name', 'nadege ferrand'],
    ['the beginning of their names, in any order', 'ferra nade'],
    ['their e-mail', 'n.ferrand@peupliers.example'],
    ['their identifiant', 'mcp0000nad1'],
    ['a name that was mistyped', 'nadge ferrnad'],
  ])('finds a person by %s', async (_by, q) => expect((await found(q)).PERSONNE).toEqual([nadia]));

  it('finds a convention by its number as it is displayed, and a dossier by its partner', async () => {
    const convention = await api.deps.db.document.findFirstOrThrow({ where: { partnerId, kind: 'CONVENTION' } });
    for (const q of [convention.number ?? '', ` ${convention.number?.replace('_', ' ')}`])
      expect((await found(q)).DOCUMENT).toContain(convention.id);
    expect((await found('frenes')).DOSSIER).toEqual([processId]);
    expect((await search('frenes')).body.near).toBe(false);
    expect((await search('frennnes')).body.near).toBe(true);
  });

  it('finds nothing for nothing, and nothing by what is no word', async () => {
    for (const q of ['', '  ', "'", '&', '| !', '(:*', '\\', 'aucun partenaire de ce nom'])
      expect((await search(q)).body.groups).toEqual([]);
  });
});

describe('who finds what (S5)', () => {
  it('another Caf finds nothing of it, the Cnaf and an operator find it', async () => {
    for (const q of ['frenes', 'ferrand', OTHER_SIRET, 'mcp0000nad1']) expect(await found(q, other)).toEqual({});
    for (const kind of ['national', 'operator'] as const)
      expect((await found('ferrand', await api.as(kind))).PERSONNE).toEqual([nadia]);
  });

  it('an administrateur finds their own organisme, its people and conventions, no dossier; a plain user has no search box', async () => {
    expect(await found('frenes', claire)).toEqual({});
    expect(await found('peupliers', claire)).toMatchObject({ PARTENAIRE: [partnerId] });
    expect((await found('peupliers', claire)).DOSSIER).toBeUndefined();
    expect((await found('ferrand', claire)).PERSONNE).toEqual([nadia]);
    expect((await search('ferrand', await entered(api, (await createPerson(omar)).body.id))).status).toBe(403);
  });

  it('never a protégé, nor what a tuteur or somebody about themselves has under way', async () => {
    const now = api.now;
    await api.deps.db.protege.create({
      data: {
        ...{ reference: 'pr1', number: '7654321', lastName: 'Zéphirin', firstName: 'Odilon', birthDate: '1950-01-01' },
        ...{ measure: 'TUTELLE', siret: OTHER_SIRET, siren: OTHER_SIRET.slice(0, 9), searchText: 'zephirin odilon' },
      },
    });
    const types = ['demarche', 'missingProtege', 'personalData', 'userOnboarding', 'passwordReset', 'accountClosure'];
    for (const type of types)
      await api.deps.db.process.create({
        data: {
          ...{
            id: `x-${type}`,
            type,
            businessKey: `x-${type}`,
            caf: '93',
            partnerId,
            label: 'Zéphirin Odilon',
            state: 'X',
          },
          ...{ since: now, facts: {}, linkRef: `x-${type}`, createdBy: 'x', createdAt: now },
        },
      });
    for (const q of ['zephirin', 'odilon', '7654321']) expect(await found(q, await api.as('operator'))).toEqual({});
    expect(await api.deps.db.searchWord.findMany({ where: { word: { in: ['zephirin', 'odilon'] } } })).toEqual([]);
  });

  it('of a partner that went to the CNA the former Caf finds the organisme, its conventions and dossiers, not its people (DEL-7b)', async () => {
    const move = { from: '93', to: 'CNA', departments: ['75'] };
    await api.deps.db.$transaction((tx) => movePartner(tx, partnerId, move, { at: api.now, processId: 'none' }));
    const theirs = await found('peupliers');
    expect(theirs.PARTENAIRE).toEqual([partnerId]);
    expect(await found('ferrand')).toEqual({});
    const convention = await api.deps.db.document.findFirstOrThrow({ where: { partnerId, kind: 'CONVENTION' } });
    expect((await found(convention.number ?? '')).DOCUMENT).toContain(convention.id);
    expect((await found('ferrand', await api.as('agentCna'))).PERSONNE).toEqual([nadia]);
    const back = { from: 'CNA', to: '93', departments: [] };
    await api.deps.db.$transaction((tx) => movePartner(tx, partnerId, back, { at: api.now, processId: 'none' }));
    expect((await found('ferrand')).PERSONNE).toEqual([nadia]);
  });
});

describe('what is kept of it', () => {
  it('an account that is erased is found no more, and no word of its name stays (S7)', async () => {
    await api.deps.db.$transaction((tx) => eraseAccounts(tx, [nadia], api.now));
    expect(await found('ferrand', await api.as('operator'))).toEqual({});
    const words = await api.deps.db.searchWord.findMany({ where: { word: { in: ['nadege', 'brunoy', 'peupliers'] } } });
    expect([...new Set(words.map(({ word }) => word))]).toEqual(['peupliers']);
  });

  it('a corrected name is found, the former one is not', async () => {
    await api.deps.db.partner.update({ where: { id: await frenes() }, data: { raisonSociale: 'Esat du Vallon' } });
    expect((await found('vallon')).PARTENAIRE).toEqual([await frenes()]);
    expect((await found('les frenes')).PARTENAIRE).toBeUndefined();
  });

  it('what was looked for is in no log, whether it is answered, refused or asked for without a session (S2)', async () => {
    const q = encodeURIComponent('discret@frenes.example');
    const at = api.log.length;
    await search('discret@frenes.example');
    await api.call('GET', `/search?q=${q}`, {});
    await api.call('GET', `/search?q=${q}&autre=1`, { token: agent });
    for (const cookie of ['', `session=${agent}`])
      await fetch(`${api.url}/recherche?q=${q}`, { redirect: 'manual', headers: { cookie } });
    const lines = api.log.slice(at);
    expect(lines.join('')).toContain('/search');
    expect(lines.join('')).not.toMatch(/discret/);
  });
});

const HEAD_LINK = /<th scope="row" role="rowheader"><a href="([^"]+)"/g;

describe('in the page', () => {
  const page = async (path: string, token = agent) => {
    const response = await fetch(`${api.url}${path}`, { headers: { cookie: `session=${token}` } });
    return { status: response.status, html: await response.text() };
  };

  it('the box stands on every page of who may search, results lead where they are, in one click', async () => {
    for (const path of ['/', '/taches', '/dossiers', '/partenaires', '/mon-profil', '/nulle-part'])
      expect((await page(path)).html).toContain('action="/recherche"');
    expect((await page('/')).html).toContain('/assets/search.js');
    expect((await page('/recherche?q=vallon')).html).toContain('value="vallon"');
    const links = [];
    for (const q of ['vallon', 'frenes', 'peupliers', 'aubert'])
      links.push(...[...(await page(`/recherche?q=${q}`)).html.matchAll(HEAD_LINK)].map(([, href]) => href ?? ''));
    const areas = new Set(links.map((href) => href.split('/')[1]));
    expect(areas).toEqual(new Set(['partenaires', 'dossiers', 'comptes']));
    for (const href of links) expect([href, (await page(href.replace(/#.*/, ''))).status]).toEqual([href, 200]);
  });

  it('says what helps where nothing is found, and before anything is looked for', async () => {
    expect((await page('/recherche?q=zzzzzz')).html).toContain('Rien ne correspond à « zzzzzz »');
    expect((await page('/recherche')).html).toContain('Écrivez dans le champ du haut');
    expect((await page('/recherche?q=vallonn')).html).toContain('voici ce qui en est proche');
  });
});
