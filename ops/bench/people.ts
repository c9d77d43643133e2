import { randomBytes } from 'node:crypto';
import { createSeal } from '../../adapters/identity/sealed.ts';
import { createPeople, type PeopleActor } from '../../adapters/store/people/people.ts';
import { type Database, openDatabase } from '../../adapters/store/prisma.ts';
import { listGroups } from '../../adapters/store/queries/groups.ts';
import { servicesOfPerson } from '../../adapters/store/queries/myServices.ts';
import { listUsers } from '../../adapters/store/queries/people.ts';
import { DEFAULT_POLICY } from '../../domain/policy/policy.ts';
import { ensureDatabase, withClient } from '../postgres.ts';
import { openPartner } from '../seed/openPartner.ts';
import { percentile, round } from './figures.ts';
import { EMPTY_DATABASE, type Machine } from './machine.ts';

const USERS = 5_000;
const GROUPS = 300;
const RUNS = 80;
const LIMIT = 50;
const DATABASE = 'bench_people';

export interface PeopleFigures {
  users: number;
  groups: number;
  lists: { name: string; p50Ms: number; p95Ms: number }[];
}

/** One partner of 5,000 people in 300 groups: lists, the rights check, and an act, each as people ask for them. */
export async function benchPeople(machine: Machine): Promise<PeopleFigures> {
  const at = (url: string) => url.replace(/[^/]+$/, DATABASE);
  await ensureDatabase(machine.ownerUrl.replace(/[^/]+$/, 'postgres'), DATABASE, EMPTY_DATABASE);
  const database = openDatabase(at(machine.databaseUrl), 4);
  try {
    await openPartner(database, 'x', new Date());
    await generate(at(machine.ownerUrl));
    const lists = [];
    for (const [name, run] of Object.entries(await readingsOf(database))) {
      await run(0);
      const times: number[] = [];
      for (let index = 1; index <= RUNS; index += 1) {
        const begun = performance.now();
        await run(index);
        times.push(performance.now() - begun);
      }
      lists.push({ name, p50Ms: round(percentile(times, 50), 2), p95Ms: round(percentile(times, 95), 2) });
    }
    return { users: USERS, groups: GROUPS, lists };
  } finally {
    await database.$disconnect();
  }
}

async function readingsOf(database: Database): Promise<Record<string, (index: number) => Promise<unknown>>> {
  const claire = await database.user.findFirstOrThrow({ where: { login: 'mcp00000093' } });
  const partnerId = claire.partnerId ?? '';
  const people = createPeople(database, {
    policy: DEFAULT_POLICY,
    seal: createSeal([{ id: 'bench', key: randomBytes(32) }]),
    mailboxOf: () => 'caf@caf.example',
  });
  const administrateur: PeopleActor = { id: claire.id, role: 'administrateur', label: '', ip: null, caf: null };
  const gestionnaire: PeopleActor = { ...administrateur, id: 'u1', role: 'gestionnaire' };
  // as `generate` puts them in charge
  const managed = Array.from({ length: 9 }, (_, index) => `g${index + 1}`);
  const user = (index: number) => `u${((index * 37) % USERS) + 1}`;
  const member = (index: number) => ({ groupId: 'g1', userId: user(Math.floor(index / 2) + 100) });
  return {
    'people, first page': () => listUsers(database, partnerId, { limit: LIMIT }),
    'people, word of a name': (index) =>
      listUsers(database, partnerId, { q: `nom${(index * 37) % USERS}`, limit: LIMIT }),
    'people of a group': (index) =>
      listUsers(database, partnerId, { groupId: `g${(index % GROUPS) + 1}`, limit: LIMIT }),
    'people of a gestionnaire': () =>
      listUsers(database, partnerId, { within: { groupIds: managed, or: 'u1' }, limit: LIMIT }),
    'groups, first page': () => listGroups(database, partnerId, { limit: LIMIT }),
    'rights of an administrateur': () => people.view(partnerId, administrateur, new Date()),
    'rights of a gestionnaire about someone': (index) =>
      people.view(partnerId, gestionnaire, new Date(), [user(index)]),
    'services of a person': (index) => servicesOfPerson(database, user(index), new Date()),
    'someone put in a group, or taken out': (index) =>
      people.act(
        partnerId,
        index % 2 === 0 ? { type: 'addMember', ...member(index) } : { type: 'removeMember', ...member(index) },
        administrateur,
        new Date(),
      ),
  };
}

/** People, groups and two memberships each, made by SQL. */
async function generate(ownerUrl: string): Promise<void> {
  await withClient(ownerUrl, async (client) => {
    await client.query(
      `INSERT INTO app_user (id, login, email, first_name, last_name, search_text, roles, partner_id, password_hash, state, created_at)
       SELECT 'u' || n, 'mcpbench' || n, 'prenom.nom' || n || '@bench.example', 'Prénom', 'Nom' || n, 'prenom nom' || n || ' mcpbench' || n, '{}', p.id, 'x', 'ACTIF', now()
       FROM generate_series(1, ${USERS}) n, (SELECT id FROM partner LIMIT 1) p`,
    );
    await client.query(
      `INSERT INTO user_group (id, partner_id, convention_id, service, code, label, profile, manager_id, role, role_since, created_by, created_at)
       SELECT 'g' || n, d.partner_id, d.id, 'CDAP', 'T2G' || n, 'T2 Groupe ' || n, 'T2', 'u' || (1 + n / 10), 'T2', now(), 'bench', now()
       FROM generate_series(1, ${GROUPS}) n, (SELECT id, partner_id FROM document WHERE kind = 'CONVENTION' LIMIT 1) d`,
    );
    await client.query(
      `INSERT INTO membership (id, group_id, user_id, since, added_by)
       SELECT 'm' || n || '-' || k, 'g' || (1 + (n * k) % ${GROUPS}), 'u' || n, now(), 'bench' FROM generate_series(1, ${USERS}) n, (VALUES (1), (7)) AS twice(k)
       ON CONFLICT DO NOTHING`,
    );
    await client.query('VACUUM ANALYZE');
  });
}
