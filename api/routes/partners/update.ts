import { z } from 'zod';
import { partnerById, updatePartner } from '../../../adapters/store/queries/partners.ts';
import { unlikelyReach } from '../../../domain/caf/reach.ts';
import { outdated, refusalOf } from '../../../domain/errors.ts';
import { contactChange } from '../../../domain/partner/changes.ts';
import { actorOf, CAF, mayAct } from '../../access.ts';
import { knownVersion } from '../../ifMatch.ts';
import { journal } from '../../perform.ts';
import { route } from '../../route.ts';
import { etag, idParams } from '../../shapes/common.ts';
import { contactFields, partnerOut, presentPartner } from '../../shapes/partner.ts';

const PARTNER = 'Le partenaire';

export const updatePartnerRoute = route({
  method: 'patch',
  path: '/partners/{id}',
  tag: 'Partenaires',
  summary: "Corriger les coordonnées d'un partenaire",
  description:
    'Le SIRET ne se corrige pas ici : il passe par un avenant (CONV-16). Avec If-Match, une version périmée est refusée.',
  roles: CAF,
  params: idParams,
  body: z.strictObject({ ...contactFields, confirmed: z.boolean() }).partial(),
  responses: { 200: { description: 'Corrigé', schema: partnerOut, headers: { ETag: 'Version' } } },
  errors: ['VERSION_PERIMEE', 'AUTRE_CAF'],
  async handler({ deps, person, params, body: { confirmed, ...body }, ifMatch, ip, at }) {
    const before = mayAct(person, await partnerById(deps.db, params.id));
    const unlikely =
      body.departments === undefined || confirmed === true ? [] : unlikelyReach(before.caf, body.departments);
    if (unlikely.length > 0) throw refusalOf(unlikely);
    knownVersion(ifMatch, before.version, PARTNER);
    const old = Object.fromEntries(Object.keys(body).map((key) => [key, before[key as keyof typeof body]]));
    const [contact] = contactChange(before.id, old, body);
    await deps.db.$transaction(async (tx) => {
      if (!(await updatePartner(tx, before.id, before.version, body, at))) throw outdated(PARTNER);
      await journal(
        tx,
        {
          action: 'partner.update',
          entity: 'partner',
          entityId: before.id,
          label: 'Coordonnées corrigées',
          before: contact?.before,
          after: { ...contact?.after, ...(confirmed === undefined ? {} : { confirmed }) },
        },
        { at, actor: actorOf(person, ip), caf: before.caf, seal: deps.seal },
      );
    });
    const partner = mayAct(person, await partnerById(deps.db, params.id));
    return { status: 200, headers: { ETag: etag(partner.version) }, body: presentPartner(partner) };
  },
});
