import { z } from 'zod';
import { resolveLink } from '../../link.ts';
import { dossierOf } from '../../linkActs.ts';
import { mailCode } from '../../linkCode.ts';
import { route } from '../../route.ts';
import { instant, iso } from '../../shapes/common.ts';
import { maskedAddress, tokenParams } from '../../shapes/link.ts';
import { voidLinkRefusal } from '../../voidLink.ts';

export const requestCode = route({
  method: 'post',
  path: '/links/{token}/code',
  tag: 'Liens',
  summary: 'Recevoir le code de signature par courriel',
  roles: 'link',
  idempotent: false,
  params: tokenParams,
  responses: { 202: { description: 'Code envoyé', schema: z.object({ sentTo: z.string(), expiresAt: instant }) } },
  errors: ['LIEN_PERIME', 'DEJA_SIGNE', 'DOSSIER_TERMINE', 'ETAT_INCOMPATIBLE', 'TROP_DE_TENTATIVES'],
  async handler(call) {
    const link = await resolveLink(call.deps, call.params.token);
    if (!link.current) throw await voidLinkRefusal(call, link, { action: 'sign' }, () => dossierOf(call, link));
    const expiresAt = await mailCode(call, link);
    return { status: 202, body: { sentTo: maskedAddress(link.recipient), expiresAt: iso(expiresAt) } };
  },
});
