import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { PLACES } from '../domain/diagnosis/places.ts';
import type { Repairer } from '../domain/diagnosis/types.ts';
import { writeMail } from '../domain/mail/render.ts';
import type { MailParams } from '../domain/mail/types.ts';
import { PASSWORD, startApi, type TestApi } from '../test/api.ts';
import { centralise, openedPartner } from '../test/openPartner.ts';
import { mountPages } from '../web/index.ts';

let api: TestApi;
let partnerId: string;
let groupId: string;
let nadiaId: string;
const tokens: Record<'claire' | 'omar' | 'nadia' | 'agent', string> = { claire: '', omar: '', nadia: '', agent: '' };
beforeAll(async () => {
  api = await startApi({}, mountPages);
  const opened = await openedPartner(api);
  partnerId = opened.partnerId;
  tokens.claire = opened.claire;
  tokens.agent = await api.as('admin93');
  const manager = { firstName: 'Omar', lastName: 'Bensaïd', email: 'omar.bensaid@peupliers.example' };
  const group = await post(`/partners/${partnerId}/groups`, {
    ...{ service: 'CDAP', code: 'T2CR', label: 'T2 Crèches' },
    manager,
  });
  groupId = group.id;
  await api.call('PUT', `/groups/${groupId}/role`, { token: tokens.claire, body: { role: 'T2' } });
  const nadia = { firstName: 'Nadia', lastName: 'Ferrand', email: 'nadia.ferrand@peupliers.example' };
  // in another group of Omar's too: he reads her account whatever becomes of the first
  const other = { service: 'ESAT', code: 'ESAT', label: 'Esat', managerId: group.manager.id };
  const groupIds = [groupId, (await post(`/partners/${partnerId}/groups`, other)).id];
  nadiaId = (await post(`/partners/${partnerId}/users`, { ...nadia, groupIds })).id;
  tokens.nadia = await entered(nadiaId);
  tokens.omar = await entered(group.manager.id);
}, 60_000);
afterAll(() => api.stop());

const post = async (path: string, body: object) => (await api.call('POST', path, { token: tokens.claire, body })).body;

async function entered(id: string): Promise<string> {
  const password = await api.mailedPassword(id);
  const { login } = await api.deps.db.user.findUniqueOrThrow({ where: { id } });
  const { token } = (await api.call('POST', '/auth/login', { body: { login, password } })).body;
  await api.call('POST', '/auth/password', { token, body: { newPassword: PASSWORD } });
  return token;
}

const bulletins = (change: string) => `UPDATE document SET ${change} WHERE kind = 'BULLETIN' AND service = 'CDAP'`;
/** Esat's bulletin is another service's: one in force is needed before a group or a role is what is missing (GRP-12). */
const bulletinOf = (service: string): [string, string] => [
  `UPDATE document SET service = '${service}' WHERE kind = 'BULLETIN' AND service = 'ESAT'`,
  `UPDATE document SET service = 'ESAT' WHERE kind = 'BULLETIN' AND service = '${service}'`,
];
const groups = (change: string) => `UPDATE user_group SET ${change} WHERE code = 'T2CR'`;
const memberships = (change: string) =>
  `UPDATE membership SET ${change} WHERE group_id = (SELECT id FROM user_group WHERE code = 'T2CR')`;
const service = (state: string) => `UPDATE opened_service SET state = '${state}' WHERE service = 'CDAP'`;
const documents = (kind: string, state: string) => `UPDATE document SET state = '${state}' WHERE kind = '${kind}'`;
const account = (change: string) => `UPDATE app_user SET ${change} WHERE first_name = 'Nadia'`;
const unpassworded = (change: string, mended: string): [string, string] => [
  account(`password_hash = NULL, ${change}`),
  // everyone's is the same here
  account(`password_hash = (SELECT password_hash FROM app_user WHERE login = 'mcp00000093'), ${mended}`),
];
const secret = (expiresAt: string) =>
  `UPDATE temporary_secret s SET consumed_at = NULL, usage = 'INITIAL', expires_at = ${expiresAt} FROM app_user u WHERE u.id = s.user_id AND u.first_name = 'Nadia'`;
const NO_SECRET = 'UPDATE temporary_secret SET consumed_at = created_at';

interface Case {
  link: string;
  service?: 'AFAS' | 'ADONIS';
  /** in mode délégué */
  who: Repairer;
  /** how it breaks, and how it is whole again */
  sql: [broken: string, whole: string][];
}

/** Every way in which a link of the chain breaks. */
const CASES: Record<string, Case> = {
  'in no group': {
    link: 'group',
    who: 'GESTIONNAIRE',
    sql: [[memberships('until = since'), memberships('until = NULL')]],
  },
  'no group at all': {
    link: 'group',
    who: 'ADMINISTRATEUR',
    sql: [[groups('closed_at = created_at'), groups('closed_at = NULL')]],
  },
  'no Afas group at all': { link: 'group', service: 'AFAS', who: 'CAF', sql: [bulletinOf('AFAS')] },
  'no role': { link: 'role', who: 'ADMINISTRATEUR', sql: [[groups('role = NULL'), groups("role = 'T2'")]] },
  'role detached': {
    ...{ link: 'role', who: 'ADMINISTRATEUR' },
    sql: [[groups('role = NULL, role_detached_at = created_at'), groups("role = 'T2', role_detached_at = NULL")]],
  },
  'Afas role detached': {
    ...{ link: 'role', service: 'AFAS', who: 'CAF' },
    sql: [bulletinOf('AFAS'), [groups("role = NULL, service = 'AFAS'"), groups("role = 'T2', service = 'CDAP'")]],
  },
  'Adonis role detached': {
    ...{ link: 'role', service: 'ADONIS', who: 'GESTIONNAIRE' },
    sql: [bulletinOf('ADONIS'), [groups("role = NULL, service = 'ADONIS'"), groups("role = 'T2', service = 'CDAP'")]],
  },
  'role not in the bulletin': {
    ...{ link: 'role', who: 'ADMINISTRATEUR' },
    sql: [[groups("role = 'T5'"), groups("role = 'T2'")]],
  },
  'no bulletin': { link: 'bulletin', who: 'CAF', sql: [[bulletins("state = 'CLOS'"), bulletins("state = 'ACTIF'")]] },
  'no bulletin, another to sign': {
    ...{ link: 'bulletin', who: 'CAF' },
    sql: [[bulletins("state = 'A_SIGNER'"), bulletins("state = 'ACTIF'")]],
  },
  'no bulletin, in no group': { link: 'bulletin', service: 'AFAS', who: 'CAF', sql: [] },
  'service suspended': { link: 'bulletin', who: 'CAF', sql: [[service('SUSPENDUE'), service('OUVERTE')]] },
  'service closed': { link: 'bulletin', who: 'CAF', sql: [[service('FERMEE'), service('OUVERTE')]] },
  'service not open yet': { link: 'bulletin', who: 'CAF', sql: [[service('PRETE'), service('OUVERTE')]] },
  'no contrat': { link: 'contrat', who: 'CAF', sql: [[documents('CONTRAT', 'CLOS'), documents('CONTRAT', 'ACTIF')]] },
  'no convention': {
    link: 'convention',
    who: 'CAF',
    sql: [[documents('CONVENTION', 'CLOS'), documents('CONVENTION', 'ACTIF')]],
  },
  'account closed': {
    link: 'account',
    who: 'GESTIONNAIRE',
    sql: [[account("closes_on = '2026-01-01'"), account('closes_on = NULL')]],
  },
  'account suspended': {
    link: 'account',
    who: 'CAF',
    sql: [[account('suspended_at = created_at'), account('suspended_at = NULL')]],
  },
  'mails refused': {
    link: 'account',
    who: 'GESTIONNAIRE',
    sql: [unpassworded('send_failed = true', 'send_failed = false')],
  },
  'on its way': {
    link: 'password',
    who: 'UTILISATEUR',
    sql: [unpassworded('phone = NULL', 'phone = NULL'), [secret('NULL'), NO_SECRET]],
  },
  'not used yet': {
    ...{ link: 'password', who: 'UTILISATEUR' },
    sql: [unpassworded('phone = NULL', 'phone = NULL'), [secret("'2030-01-01'"), NO_SECRET]],
  },
  'being chosen': {
    ...{ link: 'password', who: 'UTILISATEUR' },
    sql: [unpassworded("personalising_until = '2030-01-01'", 'personalising_until = NULL')],
  },
  expired: { link: 'password', who: 'UTILISATEUR', sql: [unpassworded('phone = NULL', 'phone = NULL')] },
};

const READERS = { claire: 'administrateur', omar: 'gestionnaire', agent: 'Caf' } as const;
type Reader = keyof typeof READERS;

/** Pages met, from which side whoever. */
const met = new Set<string>();

async function diagnosed(reader: Reader, code: string) {
  const token = tokens[reader];
  const query = `?service=${code}`;
  const { broken } = (await api.call('GET', `/users/${nadiaId}/diagnosis${query}`, { token })).body;
  if (broken?.page) met.add(broken.page);
  const html = await (await visit(`/comptes/${nadiaId}/diagnostic${query}`, token)).text();
  return { broken, button: /href="([^"]+)">\s*Y aller/.exec(html)?.[1] ?? null };
}

const visit = (path: string, token: string | null) =>
  fetch(`${api.url}${path}`, { redirect: 'manual', headers: token === null ? {} : { cookie: `session=${token}` } });

/** Who gets a button, by who repairs; what is to be waited for has none. */
const OFFERED: Record<Repairer, Reader[]> = {
  GESTIONNAIRE: ['claire', 'omar'],
  ADMINISTRATEUR: ['claire'],
  CAF: ['claire', 'agent'],
  UTILISATEUR: [],
};

describe.each(['DELEGUE', 'CENTRALISE'] as const)('a diagnosis in mode %s', (mode) => {
  if (mode === 'CENTRALISE') beforeAll(() => centralise(api.deps.db, partnerId));

  it.each(Object.entries(CASES))(
    '%s: whoever repairs it, or asks for it, has a page that answers',
    async (_, { sql, link, ...one }) => {
      const who = mode === 'CENTRALISE' && one.who !== 'UTILISATEUR' && link !== 'contrat' ? 'CAF' : one.who;
      for (const [broken] of sql) await api.deps.db.$executeRawUnsafe(broken);
      try {
        const offered: Reader[] = [];
        for (const reader of ['claire', 'omar', 'agent'] as const) {
          const { broken, button } = await diagnosed(reader, one.service ?? 'CDAP');
          expect([reader, broken.link, broken.who]).toEqual([reader, link, who]);
          if (who === 'UTILISATEUR' && broken.page !== null)
            expect([200, 303]).toContain((await visit(broken.page, null)).status);
          if (button === null) continue;
          offered.push(reader);
          expect([button, (await visit(button, tokens[reader])).status]).toEqual([broken.page, 200]);
        }
        if (offered.length > 0) expect(offered).toEqual(OFFERED[who]);
      } finally {
        for (const [, whole] of sql.toReversed()) await api.deps.db.$executeRawUnsafe(whole);
      }
      expect((await diagnosed('claire', 'CDAP')).broken).toBeNull();
    },
  );
});

it('in mode centralisé the Caf is asked by an administrateur, or by her own agent; a gestionnaire asks the administrateur (RGT-17, ADM-8)', async () => {
  await api.deps.db.$executeRawUnsafe(groups('role = NULL'));
  const recipients = [];
  for (const reader of ['omar', 'claire', 'agent'] as const) {
    await api.deps.db.mail.deleteMany({ where: { template: 'MAIL-64' } });
    const asked = { token: tokens[reader], body: { service: 'CDAP' } };
    expect((await api.call('POST', `/users/${nadiaId}/diagnosis/ask`, asked)).status).toBe(202);
    const mails = await api.deps.db.mail.findMany({ where: { template: 'MAIL-64' } });
    recipients.push(mails.map(({ recipient }) => recipient));
  }
  expect(recipients).toEqual([['claire.aubert@peupliers.example'], ['agent@caf93.example'], ['agent@caf93.example']]);
});

describe('« Le demander par courriel »', () => {
  const ask = (token: string, id = nadiaId) =>
    api.call('POST', `/users/${id}/diagnosis/ask`, { token, body: { service: 'CDAP' } });
  const asks = async (token: string) =>
    (await api.call('GET', `/users/${nadiaId}/diagnosis?service=CDAP`, { token })).body.broken.ask;
  const mails = async () =>
    (await api.deps.db.mail.findMany({ where: { template: 'MAIL-64' } })).map(({ recipient, params }) => {
      const mail = params as Extract<MailParams, { template: 'MAIL-64' }>;
      const { blocks } = writeMail(mail);
      return { recipient, link: mail.link, words: JSON.stringify(blocks) };
    });
  beforeEach(async () => {
    await centralise(api.deps.db, partnerId, 'DELEGUE');
    await api.deps.db.$executeRawUnsafe(groups("role = 'T2'"));
    await api.deps.db.mail.deleteMany({ where: { template: 'MAIL-64' } });
  });

  it('to the person themself says « vous », and leads where they get in without a password (SUP-6)', async () => {
    const [broken, whole] = unpassworded('phone = NULL', 'phone = NULL');
    await api.deps.db.$executeRawUnsafe(broken);
    try {
      expect((await ask(tokens.omar)).status).toBe(202);
      const [mail, ...others] = await mails();
      expect(others).toEqual([]);
      expect(mail?.recipient).toBe('nadia.ferrand@peupliers.example');
      expect(mail?.link).toEqual({ kind: 'page', path: '/mot-de-passe-oublie' });
      expect(mail?.words).toContain("vous n'entrez pas dans le service");
      expect(mail?.words).toContain('demander vous-même « mot de passe oublié »');
    } finally {
      await api.deps.db.$executeRawUnsafe(whole);
    }
  });

  it('to the Caf says what the Caf does', async () => {
    await api.deps.db.$executeRawUnsafe(bulletins("state = 'CLOS'"));
    try {
      expect((await ask(tokens.claire)).status).toBe(202);
      const [mail] = await mails();
      expect(mail?.recipient).toBe('agent@caf93.example');
      expect(mail?.words).toContain("préparer le bulletin d'adhésion");
      expect(mail?.words).not.toContain('demander à la Caf');
    } finally {
      await api.deps.db.$executeRawUnsafe(bulletins("state = 'ACTIF'"));
    }
  });

  it('leaves once a day, and is not offered to who would ask nobody but themselves', async () => {
    await api.deps.db.$executeRawUnsafe(groups('role = NULL'));
    try {
      const page = async (token: string) => (await visit(`/comptes/${nadiaId}/diagnostic?service=CDAP`, token)).text();
      expect([await asks(tokens.claire), await asks(tokens.omar)]).toEqual(['PERSONNE', 'POSSIBLE']);
      expect(await page(tokens.claire)).not.toContain('Le demander par courriel');
      expect(await page(tokens.omar)).toContain('Le demander par courriel');
      expect((await ask(tokens.claire)).body.code).toBe('RIEN_A_REPARER');
      expect((await ask(tokens.omar)).status).toBe(202);
      expect(await asks(tokens.omar)).toBe('DEJA_DEMANDE');
      const asked = await page(tokens.omar);
      expect(asked).toContain('Déjà demandé par courriel');
      expect(asked).not.toContain('Le demander par courriel');
    } finally {
      await api.deps.db.$executeRawUnsafe(groups("role = 'T2'"));
    }
  });

  it('who reads their own diagnosis reads « vous »', async () => {
    await api.deps.db.$executeRawUnsafe(groups('role = NULL, role_detached_at = created_at'));
    try {
      const path = `/users/${nadiaId}/diagnosis?service=CDAP`;
      const words = async (token: string) => {
        const { broken, advice } = (await api.call('GET', path, { token })).body;
        return [broken.remedy, ...advice.map(({ text }: { text: string }) => text)].join('\n');
      };
      expect(await words(tokens.nadia)).toContain('ou vous placer dans un autre groupe');
      expect(await words(tokens.nadia)).not.toMatch(/la personne/);
      expect(await words(tokens.omar)).toContain('ou placer la personne dans un autre groupe');
    } finally {
      await api.deps.db.$executeRawUnsafe(groups("role = 'T2', role_detached_at = NULL"));
    }
  });
});

it('a refused entry sends a partner’s person to their own people and to the diagnosis, never to the Caf (CON-30, RGT-11)', async () => {
  await api.deps.db.$executeRawUnsafe(groups('role = NULL'));
  const refused = async (path: string, token: string, method = 'GET') => {
    const headers = { cookie: `session=${token}`, origin: api.url };
    const answer = await fetch(`${api.url}${path}`, { method, headers });
    expect(answer.status).toBe(403);
    return answer.text();
  };
  try {
    const entry = await refused('/services/CDAP', tokens.nadia, 'POST');
    expect(entry).toContain('adressez-vous à votre gestionnaire ou à votre administrateur');
    expect(entry).toContain(`href="/comptes/${nadiaId}/diagnostic?service=CDAP"`);
    expect(entry).not.toContain('Caf.');
    const page = await refused(`/groupes/${groupId}`, tokens.nadia);
    expect(page).toContain('adressez-vous à votre gestionnaire ou à votre administrateur');
    expect(page).not.toContain('/diagnostic?');
    expect(await refused('/services/CDAP', tokens.claire, 'POST')).toContain('demandez de l’aide à la Caf');
  } finally {
    await api.deps.db.$executeRawUnsafe(groups("role = 'T2'"));
  }
});

it('a closed bulletin: when and why is told, and its groups are said to be without effect', async () => {
  await api.deps.db.$executeRawUnsafe(
    bulletins("state = 'CLOS', closed_at = '2026-01-10T09:00:00Z', reason = 'Fin de la subvention'"),
  );
  try {
    const page = await (await visit(`/comptes/${nadiaId}/diagnostic?service=CDAP`, tokens.claire)).text();
    expect(page).toContain('a été clos le 10/01/2026 : Fin de la subvention');
    expect(await (await visit(`/groupes/${groupId}`, tokens.claire)).text()).toContain('Sans effet');
  } finally {
    await api.deps.db.$executeRawUnsafe(bulletins("state = 'ACTIF', closed_at = NULL, reason = NULL"));
  }
  expect(await (await visit(`/groupes/${groupId}`, tokens.claire)).text()).not.toContain('Sans effet');
});

it('a closed group: when and why is told, to who was in it and on its own page (GRP-20)', async () => {
  await centralise(api.deps.db, partnerId, 'DELEGUE');
  const manager = { firstName: 'Rémi', lastName: 'Lenoir', email: 'remi.lenoir@peupliers.example' };
  const closing = await post(`/partners/${partnerId}/groups`, {
    ...{ service: 'CDAP', code: 'T2FIN', label: 'T2 Fin' },
    manager,
  });
  const zoe = { firstName: 'Zoé', lastName: 'Picard', email: 'zoe.picard@peupliers.example' };
  const { id } = await post(`/partners/${partnerId}/users`, { ...zoe, groupIds: [closing.id] });
  expect((await post(`/groups/${closing.id}/close`, { reason: 'Regroupement' })).state).toBe('FERME');
  const { body } = await api.call('GET', `/users/${id}/diagnosis?service=CDAP`, { token: tokens.claire });
  expect(body.chain[0]).toMatchObject({
    ok: false,
    detail: expect.stringMatching(/^Le groupe T2FIN a été fermé le \d\d\/\d\d\/\d{4} : Regroupement$/),
  });
  const page = await (await visit(`/groupes/${closing.id}`, tokens.claire)).text();
  expect(page).toMatch(/Fermé le \d\d\/\d\d\/\d{4}/);
  expect(page).toContain('Regroupement');
});

it('leads to every page that it knows', () => {
  const places = [
    PLACES.groups(partnerId, nadiaId),
    PLACES.newGroup(partnerId, 'AFAS'),
    PLACES.newGroup(partnerId, 'CDAP'),
    PLACES.group(groupId),
    PLACES.account(nadiaId),
    ...[true, false].map((awaited) => PLACES.documents(partnerId, awaited)),
    ...(['signIn', 'firstSignIn', 'forgotten'] as const).map(PLACES.gate),
  ];
  expect(met).toEqual(new Set(places.flatMap(({ page, asked }) => [page, asked])));
});
