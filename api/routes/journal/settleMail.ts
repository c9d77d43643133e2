import { z } from 'zod';
import { toSendAgain } from '../../../adapters/store/dossier/retryProcess.ts';
import { appendAudit } from '../../../adapters/store/journal.ts';
import { SETTLEMENTS, settleMail } from '../../../domain/process/settleMail.ts';
import { actorOf, mayActOnProcess } from '../../access.ts';
import { route } from '../../route.ts';
import { idParams } from '../../shapes/common.ts';

export const settleMailRoute = route({
  method: 'post',
  path: '/mails/{id}/settle',
  tag: 'Suivi',
  summary: 'Régler un courriel refusé ou incertain qui n’est d’aucun dossier',
  description:
    '`received` : son destinataire l’a reçu ; `resend` : il est renvoyé. Rien ne repart vers une adresse refusée.',
  roles: ['cafAdmin', 'operator'],
  params: idParams,
  body: z.strictObject({ outcome: z.enum(SETTLEMENTS) }),
  responses: { 204: { description: 'Réglé' } },
  errors: ['ETAT_INCOMPATIBLE'],
  async handler({ deps, person, params, body, ip, at }) {
    await deps.db.$transaction(async (tx) => {
      await tx.$queryRaw`SELECT id FROM mail WHERE id = ${params.id} FOR UPDATE`;
      const mail = mayActOnProcess(person, await tx.mail.findUnique({ where: { id: params.id } }));
      const { state, audit } = settleMail(mail, body.outcome);
      await tx.mail.update({
        where: { id: mail.id },
        data: state === 'PRIS' ? { state, takenAt: at } : toSendAgain(at),
      });
      if (state === 'A_ENVOYER') await tx.$executeRaw`SELECT pg_notify('outbox', '')`;
      await appendAudit(tx, [audit], { at, actor: actorOf(person, ip), processId: null, caf: mail.caf });
    });
    return { status: 204 };
  },
});
