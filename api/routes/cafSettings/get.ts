import { cafSettings } from '../../../adapters/store/cafSettings.ts';
import { partnerById } from '../../../adapters/store/queries/partners.ts';
import { cafName } from '../../../domain/caf/cafs.ts';
import { CAF, hasRole, notFound, PARTNER_SIDE } from '../../access.ts';
import { route } from '../../route.ts';
import { cafSettingsOut, shownToPartner } from '../../shapes/cafSettings.ts';

export const getCafSettings = route({
  method: 'get',
  path: '/caf-settings',
  tag: 'Session',
  summary: 'Ce que ma Caf a réglé : boîte, guides, canaux',
  description: 'De la Caf d’un agent ; d’une personne d’un partenaire, de la Caf qui gère celui-ci.',
  roles: [...CAF, ...PARTNER_SIDE],
  responses: { 200: { description: 'Les réglages', schema: cafSettingsOut } },
  async handler({ deps, person }) {
    const ofPartner = person.partnerId !== null;
    const caf = ofPartner ? ((await partnerById(deps.db, person.partnerId ?? ''))?.caf ?? null) : person.caf;
    if (caf === null) throw notFound();
    const set = await cafSettings(deps.db, caf);
    const administrateur = hasRole(person, 'administrateur');
    const settings = ofPartner ? shownToPartner(set, administrateur) : set;
    const mailbox = ofPartner && !administrateur ? null : (set.mailbox ?? deps.mailboxOf(caf));
    return { status: 200, body: { caf: { code: caf, name: cafName(caf) }, settings, mailbox } };
  },
});
