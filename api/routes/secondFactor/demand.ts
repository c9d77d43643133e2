import { z } from 'zod';
import { changeDemandOf, demandOf } from '../../../adapters/identity/demandedFactor.ts';
import type { Person } from '../../../adapters/identity/sessions.ts';
import { actorOf, notFound } from '../../access.ts';
import { journal } from '../../perform.ts';
import { route } from '../../route.ts';

const people = {
  agents: z.boolean().meta({ description: 'Aux agents et administrateurs de la Caf' }),
  administrateurs: z.boolean().meta({ description: 'Aux administrateurs des partenaires de la Caf' }),
};

export const demandOut = z
  .object({
    ...people,
    without: z
      .object({ agents: z.int(), administrateurs: z.int() })
      .meta({ description: 'Combien n’en ont pas encore et se connectent par un mot de passe' }),
  })
  .meta({ id: 'SecondFactorDemand' });

export const demandOfCaf = route({
  method: 'get',
  path: '/auth/second-factor/demand',
  tag: 'Session',
  summary: 'À qui ma Caf demande une double authentification',
  roles: ['cafAdmin'],
  responses: { 200: { description: 'Ce qui est demandé', schema: demandOut } },
  async handler({ deps, person }) {
    return { status: 200, body: await demandOf(deps.db, cafOf(person)) };
  },
});

export const changeDemand = route({
  method: 'put',
  path: '/auth/second-factor/demand',
  tag: 'Session',
  summary: 'Demander une double authentification aux personnes de ma Caf',
  description:
    'Qui n’en a pas est amené à l’activer à sa prochaine connexion, avant toute autre chose ; qui en a une ne peut plus la retirer. La connexion par le compte de la Caf n’en demande pas.',
  roles: ['cafAdmin'],
  body: z.strictObject(people),
  responses: { 200: { description: 'Ce qui est demandé', schema: demandOut } },
  async handler({ deps, person, body, ip, at }) {
    const caf = cafOf(person);
    await deps.db.$transaction(async (tx) => {
      const before = await changeDemandOf(tx, caf, body, { at, by: person.id });
      const line = {
        action: 'secondFactor.demand',
        entity: 'caf',
        entityId: caf,
        label: 'Double authentification demandée aux personnes de la Caf : changement',
        before,
        after: body,
      };
      await journal(tx, line, { at, actor: actorOf(person, ip), caf });
    });
    return { status: 200, body: await demandOf(deps.db, caf) };
  },
});

/** An administrator of a Caf has one. */
function cafOf({ caf }: Person): string {
  if (caf === null) throw notFound();
  return caf;
}
