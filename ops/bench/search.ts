import { openDatabase } from '../../adapters/store/prisma.ts';
import { foundRows } from '../../adapters/store/queries/found.ts';
import type { Scope } from '../../adapters/store/queries/scope.ts';
import { searchEntries } from '../../adapters/store/queries/search.ts';
import { SEARCH_KIND_CODES } from '../../domain/search/kinds.ts';
import { readQuery } from '../../domain/search/query.ts';
import { ensureDatabase, withClient } from '../postgres.ts';
import { percentile, round } from './figures.ts';
import { EMPTY_DATABASE, type Machine } from './machine.ts';
import { inventedSiret } from './partners.ts';

const RUNS = 60;
const DATABASE = 'bench_search';
const SURNAMES = 40_000;
const FIRST_NAMES = 2_000;

export interface SearchFigures {
  partners: number;
  people: number;
  searches: { name: string; p50Ms: number; p95Ms: number }[];
}

/** P9: the search box as agents use it, each time another partner or person, by an agent of one of 90 Cafs and by the Cnaf. */
export async function benchSearch(
  machine: Machine,
  size: { partners: number; people: number },
): Promise<SearchFigures> {
  const at = (url: string) => url.replace(/[^/]+$/, DATABASE);
  await ensureDatabase(machine.ownerUrl.replace(/[^/]+$/, 'postgres'), DATABASE, EMPTY_DATABASE);
  await generate(at(machine.ownerUrl), size);
  const database = openDatabase(at(machine.databaseUrl), 4);
  try {
    const samples = await Promise.all(
      Array.from({ length: RUNS }, async (_, index) => {
        const partner = await database.partner.findUniqueOrThrow({
          where: { id: `partner-${(index * 37) % size.partners}` },
        });
        const person = await database.user.findUniqueOrThrow({
          where: { id: `user-${(index * 7_919) % size.people}` },
        });
        const place = partner.raisonSociale.split(' ').at(-1) ?? '';
        return { partner, person, place };
      }),
    );
    const searches = [];
    for (const [name, typed] of Object.entries(TYPED))
      for (const [whose, scopeOf] of Object.entries(SCOPES)) {
        const times: number[] = [];
        for (const sample of [samples[0], ...samples]) {
          if (sample === undefined) continue;
          const begun = performance.now();
          const asked = {
            scope: scopeOf(sample.partner.caf),
            query: readQuery(typed(sample)),
            kinds: SEARCH_KIND_CODES,
            limit: 10,
          };
          await foundRows(database, (await searchEntries(database, asked)).entries);
          times.push(performance.now() - begun);
        }
        const each = times.slice(1);
        searches.push({
          name: `${name}, ${whose}`,
          p50Ms: round(percentile(each, 50), 2),
          p95Ms: round(percentile(each, 95), 2),
        });
      }
    return { ...size, searches };
  } finally {
    await database.$disconnect();
  }
}

interface Sample {
  partner: { raisonSociale: string; siret: string; caf: string };
  person: { firstName: string; lastName: string; email: string; login: string };
  place: string;
}

const SCOPES: Record<string, (caf: string) => Scope> = {
  'of a Caf': (caf) => ({ caf }),
  'of all': () => ({ all: true }),
};

/** What people type. */
const TYPED: Record<string, (sample: Sample) => string> = {
  'name of a partner': ({ partner }) => partner.raisonSociale,
  'half of a name': ({ place }) => place.slice(0, Math.max(4, Math.ceil(place.length / 2))),
  'kind and half of a name': ({ partner, place }) => `${partner.raisonSociale.split(' ')[0]} ${place.slice(0, 5)}`,
  'SIRET in groups': ({ partner }) => partner.siret.replace(/^(\d{3})(\d{3})(\d{3})(\d{5})$/, '$1 $2 $3 $4'),
  'name with a slip': ({ place }) => `${place.slice(0, 2)}${place.slice(3)}`,
  person: ({ person }) => `${person.firstName} ${person.lastName}`,
  'e-mail': ({ person }) => person.email,
  identifiant: ({ person }) => person.login,
};

/** Partners, a dossier and a convention each, and people whose names follow each other as names do: some frequent, most rare. */
async function generate(ownerUrl: string, { partners, people }: { partners: number; people: number }): Promise<void> {
  const sirets = Array.from({ length: partners }, (_, index) => inventedSiret(index));
  await withClient(ownerUrl, async (client) => {
    await client.query('SET synchronous_commit = off');
    await client.query(`CREATE TEMP TABLE syllable AS SELECT row_number() OVER () - 1 AS n, a || b AS s
      FROM unnest(ARRAY['b','d','f','g','l','m','n','p','r','t','v','ch','s','c']) a, unnest(ARRAY['a','e','i','o','u','ou','an','in','er']) b`);
    for (const [table, count] of [
      ['surname', SURNAMES],
      ['first_name', FIRST_NAMES],
    ] as const)
      await client.query(`CREATE TEMP TABLE ${table} AS SELECT g.n, initcap(a.s || b.s || CASE WHEN ${count} > 15876 THEN c.s ELSE '' END || (ARRAY['t','rd','nd','line','x','ier','eau','on'])[1 + g.n % 8]) AS w
        FROM generate_series(0, ${count - 1}) g(n) JOIN syllable a ON a.n = g.n * 7 % 126 JOIN syllable b ON b.n = g.n / 126 % 126 JOIN syllable c ON c.n = (g.n / 15876 + g.n) % 126;
        CREATE INDEX ON ${table} (n); ANALYZE ${table}`);
    await client.query(
      `INSERT INTO partner (id, caf, siret, siren, raison_sociale, search_text, address, email, phone, departments, created_at, updated_at)
       SELECT 'partner-' || p.n, lpad((1 + p.n % 90)::text, 2, '0'), siret, left(siret, 9),
         (ARRAY['ESAT','CCAS','Association','SAAD','Mission locale','Crèche','UDAF','Foyer'])[1 + p.n % 8] || ' '
           || (ARRAY['Les Tilleuls','Les Peupliers','Acacias','Marronniers','des Saules','Bouleaux','Frênes','Cyprès'])[1 + (p.n / 8) % 8] || ' de ' || w,
         '', '1 rue des Essais', 'contact@' || lower(w) || p.n || '.example', '+33148000001', '{01}', now(), now()
       FROM (SELECT siret, (ordinality - 1)::int AS n FROM unnest($1::text[]) WITH ORDINALITY AS u(siret, ordinality)) p
         JOIN surname s ON s.n = (p.n * 31) % ${SURNAMES}`,
      [sirets],
    );
    await client.query(
      `INSERT INTO process (id, type, business_key, caf, partner_id, label, state, since, facts, flags, link_ref, created_by, created_at)
       SELECT 'process-' || id, 'esatOnboarding', siret, caf, id, raison_sociale || ' – Esat', 'ELIGIBILITE_A_VERIFIER', now(), '{}', '{}', 'l' || id, 'bench', now() FROM partner`,
    );
    await client.query(
      `INSERT INTO document (id, kind, partner_id, caf, siret, number, state, content, created_at)
       SELECT 'document-' || id, 'CONVENTION', id, caf, siret, '26_' || row_number() OVER (PARTITION BY caf ORDER BY id), 'ACTIF', '{}', now() FROM partner`,
    );
    for (let from = 0; from < people; from += 100_000)
      await client.query(
        `INSERT INTO app_user (id, login, email, first_name, last_name, roles, partner_id, state, created_at)
         SELECT 'user-' || g.n, 'MCP' || lpad(g.n::text, 8, '0'), lower(f.w || '.' || s.w) || g.n || '@' || split_part(p.email, '@', 2), f.w, s.w, '{}', p.id, 'ACTIF', now()
         FROM generate_series($1::int, $2::int) g(n) JOIN partner p ON p.id = 'partner-' || g.n % ${partners}
           JOIN surname s ON s.n = (g.n::bigint * g.n) % ${SURNAMES} JOIN first_name f ON f.n = (g.n::bigint * 7919) % ${FIRST_NAMES}`,
        [from, Math.min(people, from + 100_000) - 1],
      );
    await client.query('VACUUM ANALYZE');
  });
}
