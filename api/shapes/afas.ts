import { z } from 'zod';
import type { AfasProfileRow, PersonName } from '../../adapters/store/queries/afas.ts';
import { afasWarnings } from '../../domain/people/afas.ts';
import { AFAS_PROFILE_STATES, AFAS_ROLES } from '../../domain/people/types.ts';
import { id, instant, iso, isoOrNull, pageOf } from './common.ts';

export const afasRole = z.enum(AFAS_ROLES);
export const afasState = z.enum(AFAS_PROFILE_STATES);

const personRef = z.object({ id, name: z.string() });
const warnings = z
  .array(z.object({ code: z.string(), rule: z.string(), message: z.string(), userId: id.nullable() }))
  .meta({
    description: 'Ce qui est à regarder et ne bloque rien : profil incomplet, plusieurs rôles (AFAS-6, AFAS-8)',
  });

export const afasProfileOut = z
  .object({
    id,
    user: personRef,
    role: afasRole,
    state: afasState,
    since: instant,
    until: instant.nullable(),
    processId: id.nullable().meta({ description: "Changement d'approbateur dont ce rôle relève" }),
  })
  .meta({ id: 'AfasProfile' });

export const afasProfileGivenOut = afasProfileOut.extend({ warnings });

export const afasProfilesOut = pageOf(afasProfileOut).extend({
  declarants: z.array(personRef).meta({ description: 'Membres d’AFAS-DECLARER : qui peut recevoir un rôle (AFAS-7)' }),
  complete: z.boolean().meta({ description: '2 FDA, 2 FDF, 1 approbateur (AFAS-5)' }),
  warnings,
});

const nameOf = (person: PersonName) => ({
  id: person.id,
  name: `${person.firstName} ${person.lastName}`,
});

export function presentAfasProfile(row: AfasProfileRow): z.input<typeof afasProfileOut> {
  return {
    id: row.id,
    user: nameOf(row.user),
    role: row.role,
    state: row.state,
    since: iso(row.since),
    until: isoOrNull(row.until),
    processId: row.processId,
  };
}

export function presentAfasProfiles(
  page: { items: readonly AfasProfileRow[]; nextCursor: string | null },
  open: readonly AfasProfileRow[],
  declarants: readonly PersonName[],
): z.input<typeof afasProfilesOut> {
  const found = afasWarnings(open);
  return {
    items: page.items.map(presentAfasProfile),
    nextCursor: page.nextCursor,
    declarants: declarants.map(nameOf),
    complete: !found.some((warning) => warning.code === 'PROFIL_INCOMPLET'),
    warnings: found,
  };
}
