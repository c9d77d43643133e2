import { z } from 'zod';
import { colleaguesOf } from '../../../adapters/store/queries/tasks.ts';
import { delegationById, recordDelegation } from '../../../adapters/store/signatureDelegations.ts';
import { invalid } from '../../../domain/errors.ts';
import { line } from '../../../domain/formats/schemas.ts';
import { parisDate } from '../../../domain/policy/calendar.ts';
import { actorOf, notFound, ownCaf } from '../../access.ts';
import { journal } from '../../perform.ts';
import { route } from '../../route.ts';
import { calendarDate, id } from '../../shapes/common.ts';
import { delegationOut, presentDelegation } from '../../shapes/signatureDelegation.ts';

export const recordDelegationRoute = route({
  method: 'post',
  path: '/signature-delegations',
  tag: 'Session',
  summary: 'Enregistrer la délégation de signature d’un agent de ma Caf',
  description: 'Dès la première, seul contresigne qui en tient une en vigueur ; elle est imprimée sur le document.',
  roles: ['cafAdmin'],
  body: z.strictObject({
    holderId: id,
    from: calendarDate,
    until: calendarDate.nullable().default(null),
    act: line(120).meta({ example: 'décision n° 2026-12 du 1er mars 2026' }),
  }),
  responses: { 201: { description: 'Enregistrée', schema: delegationOut } },
  errors: ['PERSONNE_INCONNUE', 'CHAMP_INVALIDE'],
  async handler({ deps, person, body, ip, at }) {
    const caf = ownCaf(person);
    const agent = (await colleaguesOf(deps.db, caf, at)).find(({ id: one }) => one === body.holderId);
    if (agent === undefined)
      throw invalid([
        {
          path: 'holderId',
          code: 'PERSONNE_INCONNUE',
          message: 'Choisissez un agent de votre Caf dont le compte est ouvert.',
        },
      ]);
    assertInOrder(body);
    const stored = await deps.db.$transaction(async (tx) => {
      const recorded = await recordDelegation(tx, { caf, ...body }, { by: person.id, at });
      const label = `Délégation de signature enregistrée : ${agent.name}, ${body.act}`;
      const about = { action: 'caf.delegation', entity: 'delegation', entityId: recorded, label };
      await journal(tx, { ...about, after: body }, { at, actor: actorOf(person, ip), caf });
      return delegationById(tx, recorded);
    });
    if (stored === null) throw notFound();
    return { status: 201, body: presentDelegation(stored, parisDate(at)) };
  },
});

/** A delegation ends no earlier than it begins. */
export function assertInOrder({ from, until }: { from: string; until: string | null }): void {
  if (until !== null && until < from)
    throw invalid([{ path: 'until', code: 'CHAMP_INVALIDE', message: 'La fin ne peut pas venir avant le début.' }]);
}
