import { z } from 'zod';
import { takeTry } from '../../../adapters/identity/tries.ts';
import { foldLogin } from '../../../adapters/store/people/users.ts';
import { sought } from '../../../domain/formats/schemas.ts';
import { networkOf } from '../../clientAddress.ts';
import { RetryLater } from '../../problem.ts';
import { route } from '../../route.ts';

/** The answer takes this long whatever was found: longer than making a secret takes (ACC-12, S3). */
const ANSWER_MS = 400;

export const forgotPassword = route({
  method: 'post',
  path: '/auth/forgot-password',
  tag: 'Session',
  summary: 'Demander un nouveau mot de passe temporaire, pour soi',
  description:
    'Même réponse que l’identifiant existe ou non (ACC-12). Un mot de passe valable 24 heures part à l’adresse du compte ; le personnel reste bon tant qu’il n’a pas servi. Rien ne part à une personne de Caf qui n’a jamais eu de mot de passe : le compte de la Caf la connecte.',
  roles: 'public',
  idempotent: false,
  body: z.strictObject({ login: sought(320).min(1).meta({ example: 'MCP0EXEMP1E' }) }),
  responses: { 202: { description: 'Reçu' } },
  errors: ['TROP_DE_TENTATIVES'],
  async handler({ deps, body, ip, at }) {
    const wait = await takeTry(deps.db, `forgot-address:${networkOf(ip)}`, deps.limits.publicForm, at);
    if (wait > 0)
      throw new RetryLater('TROP_DE_TENTATIVES', 'Trop de demandes depuis cette adresse. Réessayez plus tard.', wait);
    const answered = new Promise((resolve) => setTimeout(resolve, ANSWER_MS));
    // beyond its quota a login gets no more mails, and no other answer
    const free = (await takeTry(deps.db, `forgot:${foldLogin(body.login)}`, deps.limits.codes, at)) === 0;
    if (free) await deps.people.forgotten(body.login, ip, at);
    await answered;
    return { status: 202 };
  },
});
