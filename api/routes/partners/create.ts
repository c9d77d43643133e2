import { insertPartner, partnerById, takeRecord } from '../../../adapters/store/queries/partners.ts';
import { cafName } from '../../../domain/caf/cafs.ts';
import { unlikelyReach } from '../../../domain/caf/reach.ts';
import { DomainError, refusalOf } from '../../../domain/errors.ts';
import { contactChange } from '../../../domain/partner/changes.ts';
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
  description:
    'Un SIRET est un seul partenaire pour toutes les Caf (DEL-11) : connu d’une autre, il est refusé, et dit laquelle. Une fiche que rien ne lie à sa Caf, ni convention, ni dossier, ni compte, passe à celle qui l’enregistre.',
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
      const made = (await insertPartner(tx, caf, partner, at)) ?? (await takeRecord(tx, caf, partner, at));
      if ('heldBy' in made) throw known(made, caf);
      const { id: inserted } = made;
      await journal(
        tx,
        {
          action: 'partner.create',
          entity: 'partner',
          entityId: inserted,
          label: 'Partenaire enregistré',
          after: { ...contactChange(inserted, null, partner)[0]?.after, confirmed },
        },
        { at, actor: actorOf(person, ip), caf, seal: deps.seal },
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

/** DEL-11: who has the SIRET already; the other Caf is named, and nothing else of its partner, but to a Caf that keeps reading it (DEL-7b). */
function known({ heldBy, reads }: { heldBy: string; reads: boolean }, caf: string): DomainError {
  const message =
    heldBy === caf
      ? 'Votre Caf a déjà un partenaire de ce SIRET.'
      : reads
        ? `Ce SIRET est celui d’un partenaire que votre Caf peut consulter et que suit une autre Caf : ${cafName(heldBy)}. Sa fiche est dans la liste de vos partenaires ; ce que vous demandez pour lui passe par la Caf qui le suit.`
        : `Ce SIRET est déjà celui d’un partenaire suivi par une autre Caf : ${cafName(heldBy)}. Ce que vous demandez pour lui passe par elle, qui dit si le partenaire intervient dans plusieurs départements.`;
  return new DomainError('PARTENAIRE_EXISTANT', message, {
    rule: 'DEL-11',
    faults: [{ path: 'siret', code: 'PARTENAIRE_EXISTANT', message }],
  });
}
