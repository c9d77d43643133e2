import { z } from 'zod';
import { currentLink } from '../../link.ts';
import { mailCode } from '../../linkCode.ts';
import { route } from '../../route.ts';
import { instant, iso } from '../../shapes/common.ts';
import { maskedAddress, tokenParams } from '../../shapes/link.ts';

export const requestCode = route({
  method: 'post',
  path: '/links/{token}/code',
  tag: 'Liens',
  summary: 'Recevoir le code de signature par courriel',
  roles: 'link',
  idempotent: false,
  params: tokenParams,
  responses: { 202: { description: 'Code envoyé', schema: z.object({ sentTo: z.string(), expiresAt: instant }) } },
  errors: ['LIEN_PERIME', 'ETAT_INCOMPATIBLE', 'TROP_DE_TENTATIVES'],
  async handler(call) {
    const link = await currentLink(call.deps, call.params.token);
    const expiresAt = await mailCode(call, link);
    return { status: 202, body: { sentTo: maskedAddress(link.recipient), expiresAt: iso(expiresAt) } };
  },
});
