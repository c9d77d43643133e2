import { beforeAll, describe, expect, it } from '@jest/globals';
import { PLACES } from '../domain/diagnosis/places.ts';
import type { Repairer } from '../domain/diagnosis/types.ts';
import {
  account,
  bulletins,
  groupId,
  groups,
  nadiaId,
  openDiagnosis,
  tokens,
  unpassworded,
  visit,
} from '../test/diagnosis.ts';
import { centralise } from '../test/openPartner.ts';
import { api, partnerId } from '../test/peupliers.ts';
import { asOwner } from '../test/stack.ts';

openDiagnosis();

/** Esat's bulletin is another service's: one in force is needed before a group or a role is what is missing (GRP-12). */
const bulletinOf = (service: string): [string, string] => [
  `UPDATE document SET service = '${service}' WHERE kind = 'BULLETIN' AND service = 'ESAT'`,
  `UPDATE document SET service = 'ESAT' WHERE kind = 'BULLETIN' AND service = '${service}'`,
];
const memberships = (change: string) =>
  `UPDATE membership SET ${change} WHERE group_id = (SELECT id FROM user_group WHERE code = 'T2CR')`;
const service = (state: string) => `UPDATE opened_service SET state = '${state}' WHERE service = 'CDAP'`;
const documents = (kind: string, state: string) => `UPDATE document SET state = '${state}' WHERE kind = '${kind}'`;
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
  'service closed for everyone': {
    ...{ link: 'bulletin', who: 'CNAF' },
    sql: [
      [
        `INSERT INTO national_service (service, state, reason, since) VALUES ('CDAP', 'FERME', 'Panne', '2026-01-01')`,
        `DELETE FROM national_service WHERE service = 'CDAP'`,
      ],
    ],
  },
  'T9 taken by the Espace Tuteur': {
    ...{ link: 'role', who: 'ADMINISTRATEUR' },
    sql: [
      [groups('t9_suspended_at = created_at'), groups('t9_suspended_at = NULL')],
      [
        `UPDATE opened_service SET service = 'TUTEUR' WHERE service = 'ESAT'`,
        `UPDATE opened_service SET service = 'ESAT' WHERE service = 'TUTEUR'`,
      ],
      [
        `UPDATE national_service SET state = 'OUVERT' WHERE service = 'TUTEUR'`,
        `UPDATE national_service SET state = 'FERME_REPLI' WHERE service = 'TUTEUR'`,
      ],
    ],
  },
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

/** Who repairs it in either mode. */
const ALIKE: readonly Repairer[] = ['UTILISATEUR', 'CNAF'];

/** Who gets a button, by who repairs; what is to be waited for has none. */
const OFFERED: Record<Repairer, Reader[]> = {
  GESTIONNAIRE: ['claire', 'omar'],
  ADMINISTRATEUR: ['claire'],
  CAF: ['claire', 'agent'],
  UTILISATEUR: [],
  CNAF: [],
};

describe.each(['DELEGUE', 'CENTRALISE'] as const)('a diagnosis in mode %s', (mode) => {
  if (mode === 'CENTRALISE') beforeAll(() => centralise(api.deps.db, partnerId));

  it.each(Object.entries(CASES))(
    '%s: whoever repairs it, or asks for it, has a page that answers',
    async (_, { sql, link, ...one }) => {
      const who = mode === 'CENTRALISE' && !ALIKE.includes(one.who) && link !== 'contrat' ? 'CAF' : one.who;
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
        for (const [, whole] of sql.toReversed()) await asOwner(api.database, whole);
      }
      expect((await diagnosed('claire', 'CDAP')).broken).toBeNull();
    },
  );
});

it('leads to every page that it knows', () => {
  const places = [
    PLACES.groups(partnerId, nadiaId),
    PLACES.newGroup(partnerId, 'AFAS'),
    PLACES.newGroup(partnerId, 'CDAP'),
    PLACES.group(groupId),
    PLACES.account(nadiaId),
    ...[true, false].map((awaited) => PLACES.documents(partnerId, awaited)),
    PLACES.services(partnerId),
    ...(['signIn', 'firstSignIn', 'forgotten'] as const).map(PLACES.gate),
  ];
  expect(met).toEqual(new Set(places.flatMap(({ page, asked }) => [page, asked])));
});
