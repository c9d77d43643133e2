import { insertPartner, partnerById } from '../../../adapters/store/queries/partners.ts';
import { unlikelyReach } from '../../../domain/caf/reach.ts';
import { DomainError, refusalOf } from '../../../domain/errors.ts';
import { actorOf, CAF, mayRead, ownCaf } from '../../access.ts';
import { journal } from '../../perform.ts';
import { route } from '../../route.ts';
import { etag } from '../../shapes/common.ts';
import { newPartnerIn, partnerOut, presentPartner } from '../../shapes/partner.ts';

export const createPartner = route({
  method: 'post',
  path: '/partners',
  tag: 'Partenaires',
  summary: 'Enregistrer un partenaire de sa Caf',
  roles: CAF,
  body: newPartnerIn,
  responses: {
    201: {
      description: 'Enregistré',
      schema: partnerOut,
      headers: { Location: 'Adresse du partenaire', ETag: 'Version' },
    },
  },
  errors: ['PARTENAIRE_EXISTANT', 'AUTRE_CAF'],
  async handler({ deps, person, body, ip, at }) {
    const caf = ownCaf(person);
    const { confirmed, ...partner } = body;
    const unlikely = confirmed ? [] : unlikelyReach(caf, partner.departments);
    if (unlikely.length > 0) throw refusalOf(unlikely);
    const id = await deps.db.$transaction(async (tx) => {
      const inserted = await insertPartner(tx, caf, partner, at);
      if (inserted === null)
        throw new DomainError('PARTENAIRE_EXISTANT', 'Votre Caf a déjà un partenaire de ce SIRET.', {
          rule: 'CON-11',
          faults: [
            { path: 'siret', code: 'PARTENAIRE_EXISTANT', message: 'Votre Caf a déjà un partenaire de ce SIRET.' },
          ],
        });
      await journal(
        tx,
        {
          action: 'partner.create',
          entity: 'partner',
          entityId: inserted,
          label: 'Partenaire enregistré',
          after: body,
        },
        { at, actor: actorOf(person, ip), caf },
      );
      return inserted;
    });
    const recorded = mayRead(person, await partnerById(deps.db, id));
    return {
      status: 201,
      headers: { Location: `/api/v1/partners/${id}`, ETag: etag(recorded.version) },
      body: presentPartner(recorded),
    };
  },
});
