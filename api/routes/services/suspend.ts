import { changeForEveryone } from '../../../adapters/store/service/everyone.ts';
import { frenchInstant } from '../../../domain/policy/calendar.ts';
import { actorOf } from '../../access.ts';
import { route } from '../../route.ts';
import { endOf } from '../../serviceSuspension.ts';
import { nationalServiceOut, presentNational } from '../../shapes/nationalService.ts';
import { serviceParams, suspendBody } from '../../shapes/suspension.ts';

export const suspendForEveryone = route({
  method: 'post',
  path: '/services/{code}/suspend',
  tag: 'Services',
  summary: 'Suspendre un service pour tous',
  description:
    'Aussitôt : menu, entrée et diagnostic suivent. Les administrateurs des partenaires qui l’ont, et leurs Caf, sont prévenus. À sa fin il rouvre de lui-même.',
  roles: ['national'],
  params: serviceParams,
  body: suspendBody,
  responses: { 200: { description: 'Suspendu', schema: nationalServiceOut } },
  errors: ['ETAT_INCOMPATIBLE', 'DATE_PASSEE'],
  async handler({ deps, person, params, body, ip, at }) {
    const until = endOf(body.until, at);
    const end = until === null ? null : frenchInstant(until);
    const next = await changeForEveryone(
      deps.db,
      params.code,
      { what: 'suspend', reason: body.reason, until, end },
      { at, actor: actorOf(person, ip), mailboxOf: deps.mailboxOf },
    );
    return { status: 200, body: presentNational(params.code, next, at) };
  },
});
