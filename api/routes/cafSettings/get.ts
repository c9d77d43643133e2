import type { Person } from '../../../adapters/identity/sessions.ts';
import { cafSettings } from '../../../adapters/store/cafSettings.ts';
import type { Database } from '../../../adapters/store/prisma.ts';
import { servicesOfPerson } from '../../../adapters/store/queries/myServices.ts';
import { partnerById, servicesOf } from '../../../adapters/store/queries/partners.ts';
import { cafName } from '../../../domain/caf/cafs.ts';
import type { GuideReader } from '../../../domain/caf/guides.ts';
import type { ServiceCode } from '../../../domain/service/services.ts';
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
  async handler({ deps, person, at }) {
    const ofPartner = person.partnerId !== null;
    const caf = ofPartner ? ((await partnerById(deps.db, person.partnerId ?? ''))?.caf ?? null) : person.caf;
    if (caf === null) throw notFound();
    const set = await cafSettings(deps.db, caf);
    const administrateur = hasRole(person, 'administrateur');
    const settings = ofPartner ? shownToPartner(set, await readerOf(deps.db, person, at)) : set;
    const mailbox = ofPartner && !administrateur ? null : (set.mailbox ?? deps.mailboxOf(caf));
    return { status: 200, body: { caf: { code: caf, name: cafName(caf) }, settings, mailbox } };
  },
});

/** An administrateur sees to it that people find their way in every service of the organisme, in its groups or not (ADM-7). */
async function readerOf(db: Database, { id, partnerId, roles }: Person, at: Date): Promise<GuideReader> {
  const [own, organisme] = await Promise.all([
    servicesOfPerson(db, id, at),
    partnerId !== null && roles.includes('administrateur') ? servicesOf(db, partnerId) : [],
  ]);
  const kept = organisme.filter(({ state }) => state !== 'FERMEE');
  return { roles, services: [...own, ...kept].map(({ service }) => service as ServiceCode) };
}
