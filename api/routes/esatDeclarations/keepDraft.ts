import { z } from 'zod';
import { PARTNER_SIDE } from '../../access.ts';
import { esatOf, presentDeclaration, saveDraft } from '../../esatDeclarations.ts';
import { route } from '../../route.ts';
import { etag } from '../../shapes/common.ts';
import { esatDeclarationOut, typedLines, yearParams } from '../../shapes/esatDeclaration.ts';

export const keepEsatDraft = route({
  method: 'put',
  path: '/esat/declarations/{year}/draft',
  tag: 'Esat',
  summary: 'Garder le brouillon des rémunérations garanties',
  description:
    'Gardé scellé, quoi que disent ses lignes : la réponse dit toutes les fautes, par ligne et par colonne. `If-Match` refuse un brouillon modifié entre-temps. Hors de la période : 409 `CAMPAGNE_FERMEE` (ESAT-8).',
  roles: PARTNER_SIDE,
  params: yearParams,
  body: z.strictObject({ lines: typedLines }),
  responses: { 200: { description: 'Gardé', schema: esatDeclarationOut, headers: { ETag: 'Version' } } },
  errors: ['SERVICE_NON_OUVERT', 'CAMPAGNE_FERMEE', 'VERSION_PERIMEE', 'TROP_DE_TRAVAILLEURS'],
  async handler(call) {
    const esat = await esatOf(call);
    await saveDraft(call, esat, call.body.lines);
    const body = await presentDeclaration(call, esat);
    return { status: 200, headers: { ETag: etag(body.draft.version) }, body };
  },
});
