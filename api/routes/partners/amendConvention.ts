import { z } from 'zod';
import { startAmendment } from '../../../adapters/store/partner/startAmendment.ts';
import { partnerById } from '../../../adapters/store/queries/partners.ts';
import { prose, siretSchema } from '../../../domain/formats/schemas.ts';
import { actorOf, CAF, mayAct } from '../../access.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';
import { departments } from '../../shapes/partner.ts';

const reason = prose(500).meta({ description: 'Motif' });

export const amendConvention = route({
  method: 'post',
  path: '/partners/{id}/avenants',
  tag: 'Partenaires',
  summary: 'Modifier la convention en vigueur par un avenant',
  description:
    'Signé du partenaire, puis de la Caf (CONV-16) : un autre SIRET, dont l’historique est gardé, comptes, groupes et services restant tels quels ; un département de plus, et le partenaire passe au Centre national d’appui (DEL-7) ; une autre Caf contractante, celle qui gère le partenaire (DEL-8). Un à la fois.',
  roles: CAF,
  params: idParams,
  body: z.discriminatedUnion('object', [
    z.strictObject({ object: z.literal('CHANGEMENT_SIRET'), siret: siretSchema, reason }),
    z.strictObject({ object: z.literal('EXTENSION_PORTEE'), departments, reason }),
    z.strictObject({ object: z.literal('CHANGEMENT_CAF'), reason }),
  ]),
  responses: {
    202: {
      description: 'Avenant commencé',
      schema: z.object({ processId: z.string() }),
      headers: { Location: 'Adresse du dossier' },
    },
  },
  errors: ['ETAT_INCOMPATIBLE', 'PROCESSUS_EN_COURS', 'SIRET_DEJA_TENU', 'CHAMP_INVALIDE'],
  async handler({ deps, person, params, body, key, ip, at }) {
    const { id } = mayAct(person, await partnerById(deps.db, params.id));
    const startKey = key === null ? null : `${person.id}:${key}`;
    const processId = await deps.db.$transaction((tx) =>
      startAmendment(tx, id, body, { startKey, actor: actorOf(person, ip), at }),
    );
    await deps.commands.start({ processId, type: 'conventionAmendment' });
    return { status: 202, headers: { Location: `/api/v1/processes/${processId}` }, body: { processId } };
  },
});
