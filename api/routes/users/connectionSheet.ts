import { renderPdf } from '../../../adapters/files/pdf.ts';
import { partnerById } from '../../../adapters/store/queries/partners.ts';
import { connectionSheet } from '../../../domain/account/connectionSheet.ts';
import { CAF } from '../../access.ts';
import type { ApiDeps } from '../../deps.ts';
import { userWithActions } from '../../people.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';

const HOUR_MS = 3_600_000;

/** The sheet of somebody who is to sign in, as page and PDF have it. */
export async function sheetOf(
  deps: Pick<ApiDeps, 'db' | 'policy' | 'publicUrl'>,
  user: Parameters<typeof connectionSheet>[0] & { partnerId: string },
) {
  const organisme = (await partnerById(deps.db, user.partnerId))?.raisonSociale ?? '';
  const hours = Math.round(deps.policy.temporaryPasswordTtlMs / HOUR_MS);
  return connectionSheet(user, { organisme, address: deps.publicUrl, hours });
}

export const connectionSheetRoute = route({
  method: 'get',
  path: '/users/{id}/connection-sheet',
  tag: 'Personnes',
  summary: 'La fiche de connexion, en PDF',
  description: 'À remettre à la personne (UI-6). Elle porte son identifiant, jamais un mot de passe.',
  roles: [...CAF, 'administrateur', 'gestionnaire'],
  params: idParams,
  responses: { 200: { description: 'PDF', contentType: 'application/pdf' } },
  async handler(call) {
    const { user } = await userWithActions(call, call.params.id);
    return {
      status: 200,
      headers: { 'Content-Disposition': 'inline; filename="fiche-de-connexion.pdf"' },
      body: await renderPdf(await sheetOf(call.deps, user), { at: user.createdAt }),
    };
  },
});
