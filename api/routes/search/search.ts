import { z } from 'zod';
import { type FoundRow, foundRows } from '../../../adapters/store/queries/found.ts';
import { searchEntries } from '../../../adapters/store/queries/search.ts';
import { sought } from '../../../domain/formats/schemas.ts';
import { SEARCH_KIND_CODES, SEARCH_KINDS, type SearchKind } from '../../../domain/search/kinds.ts';
import { readQuery } from '../../../domain/search/query.ts';
import { accessTo, hasRole, STAFF, scopeOf } from '../../access.ts';
import { type Person, route } from '../../route.ts';
import { presentFound, searchOut } from '../../shapes/search.ts';

const SHOWN = 10;

export const searchRoute = route({
  method: 'get',
  path: '/search',
  tag: 'Recherche',
  summary: 'Chercher partout à la fois',
  description:
    'Nom, SIRET tel qu’affiché ou saisi, adresse, identifiant, personne, numéro de convention, dossier ; sans casse ni accents, mots entamés ou mal saisis. Rien d’autre que ce que la personne peut lire ; jamais un allocataire, un protégé ou un travailleur déclaré.',
  roles: [...STAFF, 'administrateur'],
  query: z.strictObject({ q: sought(200).meta({ description: 'Ce que l’on cherche', example: 'tilleuls' }) }),
  responses: { 200: { description: 'Ce qui est trouvé, par nature', schema: searchOut } },
  async handler({ deps, person, query: { q } }) {
    const { near, entries } = await searchEntries(deps.db, {
      scope: scopeOf(person),
      query: readQuery(q),
      kinds: kindsOf(person),
      limit: SHOWN,
    });
    // the index says who may find what; the one rule of tenancy has the last word (S5)
    const rows = (await foundRows(deps.db, entries)).filter((row) => accessTo(person, row) !== 'none');
    return { status: 200, body: { q, near, groups: SEARCH_KIND_CODES.flatMap((kind) => groupOf(kind, rows)) } };
  },
});

/** Dossiers are the Cafs' and the platform's: a partner's people follow theirs by its documents and services. */
function kindsOf(person: Person): SearchKind[] {
  return hasRole(person, ...STAFF) ? SEARCH_KIND_CODES : SEARCH_KIND_CODES.filter((kind) => kind !== 'DOSSIER');
}

function groupOf(kind: SearchKind, rows: readonly FoundRow[]) {
  const own = rows.filter((row) => row.kind === kind);
  if (own.length === 0) return [];
  const items = own.slice(0, SHOWN).map(presentFound);
  return [{ kind, label: SEARCH_KINDS[kind], more: own.length > SHOWN, items }];
}
