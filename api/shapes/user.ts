import { z } from 'zod';
import type { UserRow } from '../../adapters/store/queries/people.ts';
import { nominativeEmail } from '../../domain/account/email.ts';
import { accountState, isResetting } from '../../domain/account/state.ts';
import { ACCOUNT_STATES, QUALIFICATIONS, TITRES, type UserInput } from '../../domain/account/types.ts';
import type { FaultParams } from '../../domain/formats/faults.ts';
import {
  codeBailleurSchema,
  emailSchema,
  line,
  numeroInstructeurSchema,
  phoneSchema,
} from '../../domain/formats/schemas.ts';
import { calendarDate, id, instant, iso, isoOrNull, listOf } from './common.ts';
import { obstacleOut } from './obstacle.ts';

const personFields = {
  firstName: line(100).meta({ example: 'Nadia' }),
  lastName: line(100).meta({ example: 'Ferrand' }),
  email: emailSchema.meta({
    description: 'Individuelle et nominative (FMT-12)',
    example: 'nadia.ferrand@leslutins.example',
  }),
  phone: phoneSchema.nullish(),
  qualification: z.enum(QUALIFICATIONS).nullish().meta({ description: 'Diplôme (T1 : AS ou CESF)' }),
  numeroInstructeur: numeroInstructeurSchema
    .nullish()
    .meta({ description: 'Profil T4 : avec ou sans les cinq zéros (FMT-8)' }),
  codeBailleur: codeBailleurSchema.nullish().meta({ description: 'Profil T10 : le code de Cafpro (FMT-9)' }),
  titre: z.enum(TITRES).nullish().meta({ description: 'Profil T9 : ce qui le fonde (REQ-16)' }),
  workplaceSocialWorker: z
    .boolean()
    .optional()
    .meta({ description: 'Assistant social du travail : jamais Cdap (REQ-8)' }),
};

/** A person as they may be entered (api.md « user in »). */
export const userIn = z.strictObject(personFields).meta({ id: 'UserIn' });
/** `confirmed`: the address does not look like the person, and whoever enters it says it is theirs (FMT-13). */
export const confirmed = z
  .boolean()
  .default(false)
  .meta({ description: "L'adresse, qui ne ressemble pas au nom, est bien la sienne (FMT-13)" });

const named = userIn.pick({ firstName: true, lastName: true, email: true }).strip();

/**
 * Tells a service's address (FMT-12) beside the faults of other fields, so that all are corrected at once (U3). Alone it is the act that
 * refuses it, under its own code. `path`: where the person stands in the body.
 */
export function withAddress<T extends z.ZodType>(body: T, ...path: string[]): T {
  return body.superRefine(
    (value, context) => {
      const person = named.safeParse(path.reduce((whole: unknown, key) => Object(whole)[key], value));
      const fault = person.success ? nominativeEmail(person.data.email, person.data).fault : null;
      if (fault === null) return;
      const { message, ...params } = fault;
      context.addIssue({
        code: 'custom',
        path: [...path, 'email'],
        message,
        params: params satisfies FaultParams,
      });
    },
    { when: ({ issues }) => issues.length > 0 },
  );
}

export function toUserInput(body: z.output<typeof userIn>): UserInput {
  return {
    firstName: body.firstName,
    lastName: body.lastName,
    email: body.email,
    phone: body.phone ?? null,
    qualification: body.qualification ?? null,
    numeroInstructeur: body.numeroInstructeur ?? null,
    codeBailleur: body.codeBailleur ?? null,
    titre: body.titre ?? null,
    workplaceSocialWorker: body.workplaceSocialWorker ?? false,
  };
}

/** Fields that were sent, as changes; an explicit null empties one. */
export function toUserChanges(fields: Partial<z.output<typeof userIn>>): Partial<UserInput> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

const groupRef = z.object({ id, code: z.string(), label: z.string() });

export const userOut = z
  .object({
    id,
    partnerId: id,
    login: z.string().meta({ description: 'Identifiant (FMT-20)', example: 'MCP0EXEMP1E' }),
    firstName: z.string(),
    lastName: z.string(),
    email: z.string(),
    phone: z.string().nullable(),
    qualification: z.enum(QUALIFICATIONS).nullable(),
    diplomeVerifieLe: instant.nullable().meta({ description: 'Diplôme vérifié par la Caf (REQ-9)' }),
    numeroInstructeur: z.string().nullable(),
    codeBailleur: z.string().nullable(),
    titre: z.enum(TITRES).nullable(),
    workplaceSocialWorker: z.boolean(),
    administrateur: z.boolean(),
    state: z.enum(ACCOUNT_STATES),
    resetting: z.boolean().meta({ description: '« Mot de passe oublié » en cours' }),
    mailDoubt: z.boolean().meta({
      description: 'L’envoi de l’identifiant ou du mot de passe temporaire a été coupé : il a pu arriver ou non',
    }),
    closesOn: calendarDate.nullable(),
    groups: z.array(groupRef.extend({ service: z.string(), role: z.string().nullable() })),
    manages: z.array(groupRef),
    createdAt: instant,
    lastLoginAt: instant.nullable(),
  })
  .meta({ id: 'User' });

/** Order of a list of people. */
/** People of a partner, and whether the asker may add to them. */
export const usersOut = listOf(userOut)
  .extend({
    createObstacle: obstacleOut
      .nullable()
      .meta({ description: 'Pourquoi vous ne pouvez créer aucun compte ici ; null : vous le pouvez (RGT-2, RGT-17)' }),
  })
  .meta({ id: 'Users' });

/** What the asker may do to an account: `edit` is to close and reactivate too. */
export const USER_ACTIONS = ['edit', 'changeAddress'] as const;

/** One person, with what the asker may do to the account (rights matrix): what a page offers. */
export const userWithActionsOut = userOut
  .extend({
    actions: z
      .array(z.enum(USER_ACTIONS))
      .meta({ description: 'Si vous le pouvez : modifier, clore ou réactiver ; changer le courriel' }),
  })
  .meta({ id: 'UserWithActions' });

export function presentUser(row: UserRow, at: Date): z.input<typeof userOut> {
  return {
    id: row.id,
    partnerId: row.partnerId,
    login: row.login,
    firstName: row.firstName,
    lastName: row.lastName,
    email: row.email,
    phone: row.phone,
    qualification: row.qualification,
    diplomeVerifieLe: isoOrNull(row.diplomeVerifieLe),
    numeroInstructeur: row.numeroInstructeur,
    codeBailleur: row.codeBailleur,
    titre: row.titre,
    workplaceSocialWorker: row.workplaceSocialWorker,
    administrateur: row.administrateurSince !== null,
    state: accountState(row, at),
    resetting: isResetting(row, at),
    mailDoubt: row.mailDoubt,
    closesOn: row.closesOn,
    groups: row.groups,
    manages: row.managed,
    createdAt: iso(row.createdAt),
    lastLoginAt: isoOrNull(row.lastLoginAt),
  };
}
