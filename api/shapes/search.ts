import { z } from 'zod';
import type { FoundRow } from '../../adapters/store/queries/found.ts';
import { DOCUMENT_KINDS, type DocumentKind } from '../../domain/document/types.ts';
import { PROCESS_TYPES, type ProcessType } from '../../domain/process/types.ts';
import { SEARCH_KIND_CODES } from '../../domain/search/kinds.ts';
import { id } from './common.ts';

const base = { id, caf: z.string(), partnerId: z.string().nullable() };

/** One thing that was found: what tells it from its like. */
const foundOut = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('PARTENAIRE'), ...base, raisonSociale: z.string(), siret: z.string(), email: z.string() }),
  z.object({
    kind: z.literal('PERSONNE'),
    ...base,
    firstName: z.string(),
    lastName: z.string(),
    login: z.string(),
    email: z.string(),
    organisme: z.string(),
  }),
  z.object({
    kind: z.literal('DOCUMENT'),
    ...base,
    number: z.string(),
    documentKind: z.enum(DOCUMENT_KINDS),
    organisme: z.string(),
  }),
  z.object({
    kind: z.literal('DOSSIER'),
    ...base,
    type: z.enum(PROCESS_TYPES as [ProcessType, ...ProcessType[]]),
    label: z.string(),
    state: z.string(),
    closed: z.boolean(),
  }),
]);

export const searchOut = z
  .object({
    q: z.string(),
    near: z.boolean().meta({ description: 'Rien ne portait ces mots : voici ce qui en est proche' }),
    groups: z.array(
      z.object({
        kind: z.enum(SEARCH_KIND_CODES),
        label: z.string(),
        more: z.boolean().meta({ description: 'Il y en a d’autres' }),
        items: z.array(foundOut),
      }),
    ),
  })
  .meta({ id: 'SearchResults' });

export function presentFound(row: FoundRow): z.input<typeof foundOut> {
  const { id, caf, partnerId } = row;
  const own = { id, caf, partnerId };
  switch (row.kind) {
    case 'PARTENAIRE':
      return { kind: row.kind, ...own, raisonSociale: row.raisonSociale, siret: row.siret, email: row.email };
    case 'PERSONNE': {
      const { kind, firstName, lastName, login, email, organisme } = row;
      return { kind, ...own, firstName, lastName, login, email, organisme };
    }
    case 'DOCUMENT': {
      const { kind, number, documentKind, organisme } = row;
      return { kind, ...own, number, documentKind: documentKind as DocumentKind, organisme };
    }
    case 'DOSSIER': {
      const { kind, type, label, state, closed } = row;
      return { kind, ...own, type: type as ProcessType, label, state, closed };
    }
  }
}
