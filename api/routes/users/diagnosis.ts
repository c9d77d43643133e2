import { z } from 'zod';
import { ACCOUNT_STATES } from '../../../domain/account/types.ts';
import { LINKS, REPAIRERS } from '../../../domain/diagnosis/types.ts';
import { SERVICE_CODES } from '../../../domain/service/services.ts';
import { hasRole, PARTNER_SIDE, STAFF } from '../../access.ts';
import { ASKS, diagnosisOf } from '../../people.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';

export const diagnosisOut = z
  .object({
    allowed: z.boolean(),
    chain: z.array(z.object({ link: z.enum(LINKS), ok: z.boolean(), detail: z.string() })),
    broken: z
      .object({
        link: z.enum(LINKS),
        rule: z.string(),
        remedy: z.string(),
        who: z.enum(REPAIRERS),
        page: z.string().nullable().meta({
          description:
            'Page où le réparer ou, pour un administrateur qui a besoin de la Caf, où le lui demander ; null : rien à faire ici, attendre',
        }),
        ask: z.enum(ASKS).meta({
          description:
            'Le demander par courriel : possible, déjà demandé aujourd’hui, ou personne d’autre que vous à qui le demander',
        }),
      })
      .nullable(),
    advice: z.array(z.object({ rule: z.string(), text: z.string() })),
    accountState: z.enum(ACCOUNT_STATES),
  })
  .meta({ id: 'Diagnosis' });

export const getDiagnosis = route({
  method: 'get',
  path: '/users/{id}/diagnosis',
  tag: 'Personnes',
  summary: 'Pourquoi une personne peut, ou ne peut pas, entrer dans un service',
  description:
    'La chaîne groupe → rôle → bulletin → contrat → convention → compte → mot de passe, et le premier maillon rompu.',
  roles: [...STAFF, ...PARTNER_SIDE],
  params: idParams,
  query: z.strictObject({ service: z.enum(SERVICE_CODES) }),
  responses: { 200: { description: 'Le diagnostic', schema: diagnosisOut } },
  async handler(call) {
    const { broken, ...found } = await diagnosisOf(call, call.params.id, call.query.service);
    const own = call.person.id === call.params.id;
    const advice = found.advice.map(({ rule, text, self = text }) => ({ rule, text: own ? self : text }));
    const diagnosis = { ...found, advice };
    if (broken === null) return { status: 200, body: { ...diagnosis, broken } };
    const { pages, remedies, ...link } = broken;
    const side = hasRole(call.person, ...STAFF) ? 'caf' : 'partner';
    const remedy = remedies[own ? 'self' : side];
    return { status: 200, body: { ...diagnosis, broken: { ...link, remedy, page: pages[side] } } };
  },
});
