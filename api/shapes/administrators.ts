import { z } from 'zod';
import type { ProcessRow } from '../../adapters/store/queries/processes.ts';
import { accountState } from '../../domain/account/state.ts';
import { ACCOUNT_STATES } from '../../domain/account/types.ts';
import type { ReplacementFacts } from '../../domain/administratorReplacement/types.ts';
import type { NamedPerson } from '../../domain/document/types.ts';
import { replacementObstacle } from '../../domain/people/askReplacement.ts';
import { administrateursOf } from '../../domain/people/desk.ts';
import type { Roster } from '../../domain/people/types.ts';
import { calendarDate, id, instant, iso } from './common.ts';
import { obstacleOut, presentObstacle } from './obstacle.ts';
import { waitingForOut } from './process.ts';

export const administratorsOut = z
  .object({
    items: z.array(
      z.object({
        id,
        login: z.string(),
        name: z.string(),
        email: z.string(),
        since: instant,
        state: z.enum(ACCOUNT_STATES),
        closesOn: calendarDate.nullable(),
      }),
    ),
    replacement: z
      .object({
        processId: id,
        state: z.string(),
        leaving: z.string().nullable().meta({ description: 'Absent : un second administrateur s’ajoute (ADM-11)' }),
        incoming: z.string().nullable().meta({ description: 'Absent : personne n’est encore nommé' }),
        waitingFor: waitingForOut.nullable(),
        createdAt: instant,
      })
      .nullable()
      .meta({ description: 'L’annexe 3 en cours (ADM-3)' }),
    obstacle: obstacleOut.nullable().meta({ description: 'Pourquoi aucune annexe 3 ne peut être demandée maintenant' }),
  })
  .meta({ id: 'Administrators' });

/** Who administers a partner today, and the annexe 3 that is under way, from the row of its process. */
export function presentAdministrators(
  roster: Roster,
  process: ProcessRow | null,
  at: Date,
): z.input<typeof administratorsOut> {
  return {
    items: administrateursOf(roster, at).map((one) => ({
      id: one.id,
      login: one.login,
      name: nameOf(one),
      email: one.email,
      since: iso(one.administrateurSince ?? at),
      state: accountState(one, at),
      closesOn: one.closesOn,
    })),
    replacement: process === null ? null : presentReplacement(process),
    obstacle: presentObstacle(replacementObstacle(roster)),
  };
}

function presentReplacement(process: ProcessRow) {
  const { replacement } = process.facts as unknown as ReplacementFacts;
  return {
    processId: process.id,
    state: process.state,
    leaving: replacement.leaving === null ? null : nameOf(replacement.leaving),
    incoming: replacement.incoming === null ? null : nameOf(replacement.incoming),
    waitingFor: process.waitingFor as z.input<typeof waitingForOut> | null,
    createdAt: iso(process.createdAt),
  };
}

function nameOf({ firstName, lastName }: Pick<NamedPerson, 'firstName' | 'lastName'>): string {
  return `${firstName} ${lastName}`;
}
