import { changeForEveryone } from '../../../adapters/store/service/everyone.ts';
import { actorOf } from '../../access.ts';
import { route } from '../../route.ts';
import { nationalServiceOut, presentNational } from '../../shapes/nationalService.ts';
import { resumeBody, serviceParams } from '../../shapes/suspension.ts';

export const resumeForEveryone = route({
  method: 'post',
  path: '/services/{code}/resume',
  tag: 'Services',
  summary: 'Rouvrir un service pour tous',
  description:
    'Ce qu’une Caf a suspendu pour un partenaire le reste. L’Espace Tuteur ne s’ouvre que par sa réouverture (TUT-17).',
  roles: ['national'],
  params: serviceParams,
  body: resumeBody,
  responses: { 200: { description: 'Rouvert', schema: nationalServiceOut } },
  errors: ['ETAT_INCOMPATIBLE'],
  async handler({ deps, person, params, body, ip, at }) {
    const next = await changeForEveryone(
      deps.db,
      params.code,
      { what: 'resume', reason: body.reason },
      { at, actor: actorOf(person, ip), mailboxOf: deps.mailboxOf },
    );
    return { status: 200, body: presentNational(params.code, next, at) };
  },
});
