import { z } from 'zod';
import type { UserRow } from '../../adapters/store/queries/people.ts';
import type { ProcessRow } from '../../adapters/store/queries/processes.ts';
import { CLOSING_REASONS, type UserInput } from '../../domain/account/types.ts';
import type { FaultParams } from '../../domain/formats/faults.ts';
import { prose } from '../../domain/formats/schemas.ts';
import {
  ASKED_WHATS,
  type AskedChange,
  USER_REQUEST_STATES,
  type UserRequestFacts,
} from '../../domain/userRequest/types.ts';
import { calendarDate, id, instant, iso, isoOrNull, meant } from './common.ts';
import { isLate, waitingForOut } from './process.ts';
import { confirmed, toUserChanges, toUserInput, userIn, withAddress } from './user.ts';

const reason = prose(2_000).optional().meta({ description: 'Pourquoi, sans donnée d’allocataire' });
const groupIds = z.array(id).max(50).default([]);

/** What an administrateur in mode centralisé asks of the Caf (RGT-17). */
export const userRequestIn = z.discriminatedUnion('what', [
  withAddress(
    z.strictObject({
      what: z.literal('create'),
      person: userIn,
      confirmed,
      groupIds: groupIds.meta({ description: 'Groupes où la placer' }),
      reason,
    }),
    'person',
  ),
  z.strictObject({
    what: z.literal('close'),
    userId: id,
    closesOn: calendarDate.optional().meta({ description: 'Absent : dès que la Caf l’a fait' }),
    confirmed: meant,
    replacementId: id.optional().meta({ description: 'Qui reprend les groupes d’un gestionnaire (GRP-19)' }),
    closingReason: z.enum(CLOSING_REASONS).optional().meta({ description: 'Pourquoi clore (ACC-14, ACC-15)' }),
    reason,
  }),
  z
    .strictObject({
      what: z.literal('move'),
      userId: id,
      join: groupIds.meta({ description: 'Groupes où l’ajouter' }),
      leave: groupIds.meta({ description: 'Groupes dont la retirer' }),
      reason,
    })
    .refine(({ join, leave }) => join.length + leave.length > 0, {
      path: ['join'],
      message: 'Choisissez au moins un groupe.',
      params: { code: 'CHAMP_OBLIGATOIRE' } satisfies FaultParams,
    }),
  withAddress(
    z.strictObject({
      what: z.literal('edit'),
      userId: id,
      person: userIn
        .partial()
        .meta({ description: 'Ce qui est à corriger ; ce qui ne diffère pas est laissé de côté' }),
      confirmed,
      reason,
    }),
    'person',
  ),
  z.strictObject({ what: z.literal('reactivate'), userId: id, reason }),
]);

export function toAskedChange(body: z.output<typeof userRequestIn>): AskedChange {
  switch (body.what) {
    case 'create':
      return { what: 'create', input: toUserInput(body.person), confirmed: body.confirmed, groupIds: body.groupIds };
    case 'close': {
      const { userId, closesOn = null, replacementId = null, closingReason = null } = body;
      return { what: 'close', userId, closesOn, replacementId, closingReason };
    }
    case 'move':
      return { what: 'move', userId: body.userId, join: body.join, leave: body.leave };
    case 'edit': {
      const { userId, person, confirmed } = body;
      return { what: 'edit', userId, changes: toUserChanges(person), confirmed };
    }
    case 'reactivate':
      return { what: 'reactivate', userId: body.userId };
  }
}

const account = z.object({ id, login: z.string(), name: z.string() });
const groups = z.array(z.object({ id, code: z.string(), label: z.string() }));

/** What the Caf judges a new person by. */
const judged = z.object({
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  qualification: z.string().nullable(),
  numeroInstructeur: z.string().nullable(),
  codeBailleur: z.string().nullable(),
  titre: z.string().nullable(),
});

export const userRequestOut = z
  .object({
    id,
    partnerId: id,
    organisme: z.string(),
    caf: z.string(),
    state: z.enum(USER_REQUEST_STATES),
    what: z.enum(ASKED_WHATS),
    person: judged.nullable().meta({ description: 'À créer ; null une fois le compte créé ou la demande refusée' }),
    changes: judged
      .extend({ phone: z.string().nullable(), workplaceSocialWorker: z.boolean() })
      .partial()
      .nullable()
      .meta({ description: 'À corriger ; null une fois le compte corrigé ou la demande refusée' }),
    account: account.nullable().meta({ description: 'Compte concerné ; d’une création, une fois faite' }),
    closesOn: calendarDate.nullable(),
    closingReason: z.enum(CLOSING_REASONS).nullable(),
    replacement: account.nullable(),
    join: groups,
    leave: groups,
    reason: z.string().nullable(),
    answer: z.string().nullable().meta({ description: 'Motif du refus' }),
    waitingFor: waitingForOut.nullable(),
    dueAt: instant.nullable(),
    late: z.boolean(),
    createdAt: instant,
    closedAt: instant.nullable(),
  })
  .meta({ id: 'UserRequest' });

/** Accounts and groups that a request names. */
export function namedBy({ asked, userId }: UserRequestFacts): {
  accounts: string[];
  join: readonly string[];
  leave: readonly string[];
} {
  const replacementId = asked.what === 'close' ? asked.replacementId : null;
  return {
    accounts: [userId, replacementId].filter((one) => one !== null),
    join: asked.what === 'create' ? asked.groupIds : asked.what === 'move' ? asked.join : [],
    leave: asked.what === 'move' ? asked.leave : [],
  };
}

/** A request from the row of its process, whose label is the organisme's, with the accounts and groups it names as they now are. */
export function presentUserRequest(
  row: ProcessRow,
  accounts: readonly Pick<UserRow, 'id' | 'login' | 'firstName' | 'lastName'>[],
  known: z.input<typeof groups>,
  at: Date,
): z.input<typeof userRequestOut> {
  const facts = row.facts as unknown as UserRequestFacts;
  const { asked } = facts;
  const { join, leave } = namedBy(facts);
  const named = (wanted: string | null) => {
    const found = accounts.find((one) => one.id === wanted);
    return found === undefined
      ? null
      : { id: found.id, login: found.login, name: `${found.firstName} ${found.lastName}` };
  };
  const input = asked.what === 'create' ? asked.input : null;
  return {
    id: row.id,
    partnerId: row.partnerId ?? '',
    organisme: row.label,
    caf: row.caf,
    state: row.state as (typeof USER_REQUEST_STATES)[number],
    what: asked.what,
    person: input === null ? null : typedOf(input),
    changes: asked.what === 'edit' ? asked.changes : null,
    account: named(facts.userId),
    closesOn: asked.what === 'close' ? asked.closesOn : null,
    closingReason: asked.what === 'close' ? (asked.closingReason ?? null) : null,
    replacement: named(asked.what === 'close' ? asked.replacementId : null),
    join: known.filter((one) => join.includes(one.id)),
    leave: known.filter((one) => leave.includes(one.id)),
    reason: facts.reason,
    answer: facts.answer,
    waitingFor: row.waitingFor as z.input<typeof waitingForOut> | null,
    dueAt: isoOrNull(row.dueAt),
    late: isLate(row, at),
    createdAt: iso(row.createdAt),
    closedAt: isoOrNull(row.closedAt),
  };
}

function typedOf({ firstName, lastName, email, qualification, numeroInstructeur, codeBailleur, titre }: UserInput) {
  return { firstName, lastName, email, qualification, numeroInstructeur, codeBailleur, titre };
}
