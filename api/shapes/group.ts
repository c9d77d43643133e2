import { z } from 'zod';
import type { GroupRow } from '../../adapters/store/queries/groups.ts';
import { invalid } from '../../domain/errors.ts';
import { line } from '../../domain/formats/schemas.ts';
import type { PersonRef } from '../../domain/people/acts.ts';
import { GROUP_STATES, groupState } from '../../domain/people/types.ts';
import { PROFILE_CODES, SERVICE_CODES } from '../../domain/service/services.ts';
import { id, instant, iso, isoOrNull, listOf } from './common.ts';
import { confirmed, toUserInput, userIn } from './user.ts';

/** The gestionnaire: an existing person, or one to make on the spot (GRP-8). */
export const managerFields = {
  managerId: id.optional().meta({ description: 'Une personne qui a un compte' }),
  manager: userIn.optional().meta({ description: 'Ou une personne dont le compte est à créer (GRP-8, MAIL-4)' }),
  confirmed,
};

/** Exactly one of both, or GESTIONNAIRE_REQUIS (GRP-4). */
export function managerOf(body: {
  managerId?: string | undefined;
  manager?: z.output<typeof userIn> | undefined;
  confirmed: boolean;
}): PersonRef {
  if (body.managerId !== undefined && body.manager === undefined) return { userId: body.managerId };
  if (body.manager !== undefined && body.managerId === undefined)
    return { create: toUserInput(body.manager), confirmed: body.confirmed };
  throw invalid([
    {
      path: 'managerId',
      code: 'GESTIONNAIRE_REQUIS',
      message: 'Choisissez un gestionnaire, et un seul.',
      rule: 'GRP-4',
    },
  ]);
}

export const groupIn = z
  .strictObject({
    service: z.enum(SERVICE_CODES),
    code: line(40).meta({
      description: 'Lettres, chiffres et tirets ; ne change plus jamais (FMT-18)',
      example: 'T2CR',
    }),
    label: line(200).meta({
      description: 'Commence par le profil pour Cdap (FMT-19)',
      example: 'T2 Service des Crèches',
    }),
    profile: z.enum(PROFILE_CODES).optional().meta({ description: 'Cdap ; absent : le premier mot du libellé' }),
    parentId: id.optional().meta({ description: 'Groupe dont celui-ci est un sous-groupe' }),
    ...managerFields,
  })
  .meta({ id: 'GroupIn' });

export const groupOut = z
  .object({
    id,
    partnerId: id,
    conventionId: id,
    parentId: id.nullable(),
    parent: z.object({ id, code: z.string(), label: z.string() }).nullable(),
    service: z.enum(SERVICE_CODES),
    code: z.string(),
    label: z.string(),
    profile: z.enum(PROFILE_CODES).nullable(),
    role: z.string().nullable(),
    roleSince: instant.nullable(),
    offeredRoles: z.array(z.string()).meta({ description: 'Rôles du bulletin en vigueur (GRP-12)' }),
    state: z.enum(GROUP_STATES),
    flags: z.array(z.enum(['SANS_GESTIONNAIRE', 'GELE'])),
    manager: z.object({ id, name: z.string() }).nullable(),
    members: z.int(),
    createdAt: instant,
    closedAt: instant.nullable(),
    closedReason: z.string().nullable().meta({ description: 'Motif de la fermeture (GRP-20)' }),
    exclusiveT9: z
      .boolean()
      .meta({ description: 'Cdap T9 : l’Espace Tuteur le remplace tant qu’il est ouvert (TUT-5)' }),
    t9SuspendedAt: instant.nullable().meta({ description: '… et l’a remplacé depuis' }),
    establishments: z
      .array(z.string())
      .meta({ description: 'Espace Tuteur : SIRET auxquels il se limite ; aucun : tous (TUT-18)' }),
    version: z.int(),
  })
  .meta({ id: 'Group' });

/** Groups of a partner, with what is missing and what the asker may make. */
export const groupsOut = listOf(groupOut)
  .extend({
    rolesWithoutGroup: z
      .array(
        z.object({
          service: z.enum(SERVICE_CODES),
          role: z.string(),
          groupId: id.nullable().meta({ description: 'Groupe ouvert qui n’attend que ce rôle ; null : aucun' }),
        }),
      )
      .meta({
        description:
          'Rôles des bulletins en vigueur qu’aucun groupe ouvert ne porte (CDAP-2, GRP-14) ; un gestionnaire, qui ne voit que ses groupes, n’en lit aucun',
      }),
    mayCreate: z
      .object({ groups: z.array(z.enum(SERVICE_CODES)), subgroups: z.array(z.enum(SERVICE_CODES)) })
      .meta({ description: 'Services où vous pouvez créer un groupe, un sous-groupe (RGT-3, RGT-4)' }),
  })
  .meta({ id: 'Groups' });

/** What the asker may do to this group (rights matrix): what a page offers. */
export const GROUP_ACTIONS = ['edit', 'appointManager', 'attachRole', 'editMembers', 'createSubgroup'] as const;
export const groupWithActionsOut = groupOut
  .extend({ actions: z.array(z.enum(GROUP_ACTIONS)).meta({ description: 'Ce que vous pouvez y faire' }) })
  .meta({ id: 'GroupWithActions' });

/** CONV-13, GRP-19; nobody is to be named for a group that is over. */
function flagsOf(row: GroupRow): z.input<typeof groupOut>['flags'] {
  if (row.closedAt !== null) return [];
  if (row.frozen) return ['GELE'];
  return row.manager === null ? ['SANS_GESTIONNAIRE'] : [];
}

export function presentGroup(row: GroupRow): z.input<typeof groupOut> {
  return {
    id: row.id,
    partnerId: row.partnerId,
    conventionId: row.conventionId,
    parentId: row.parentId,
    parent: row.parent,
    service: row.service,
    code: row.code,
    label: row.label,
    profile: row.profile,
    role: row.role,
    roleSince: isoOrNull(row.roleSince),
    offeredRoles: row.offered,
    state: groupState(row),
    flags: flagsOf(row),
    manager: row.manager,
    members: row.members,
    createdAt: iso(row.createdAt),
    closedAt: isoOrNull(row.closedAt),
    closedReason: row.closedReason,
    exclusiveT9: row.exclusiveT9,
    t9SuspendedAt: isoOrNull(row.t9SuspendedAt),
    establishments: row.establishments,
    version: row.version,
  };
}
