import { PARTNER_SIDE } from '../../access.ts';
import { protegeFor } from '../../proteges.ts';
import { route } from '../../route.ts';
import { presentProtege, protegeOut, referenceParams } from '../../shapes/protege.ts';

export const getProtege = route({
  method: 'get',
  path: '/tuteur/proteges/{ref}',
  tag: 'Espace Tuteur',
  summary: 'La fiche d’un protégé',
  description:
    'Ce que la nature et la fin de la mesure laissent voir, et les démarches qu’elle ouvre (TUT-18). Chaque consultation est tracée (TUT-13). 404 pour tout ce qui n’est pas confié, sans dire pourquoi.',
  roles: PARTNER_SIDE,
  params: referenceParams,
  responses: { 200: { description: 'La fiche', schema: protegeOut } },
  errors: ['SERVICE_NON_OUVERT', 'AUTHENTIFICATION_DEDIEE'],
  async handler(call) {
    const { protege, access } = await protegeFor(call, call.params.ref, { action: 'CONSULTATION' });
    return { status: 200, body: presentProtege(protege, access) };
  },
});
