import type { RefusedMail } from '../../../domain/tuteurReopening/types.ts';
import type { Transaction } from '../prisma.ts';

/** A mail of a reopening, and whose tuteur it was for: a row that bears a Caf went to an administrateur of a partner of its. */
export async function refusedMail(tx: Transaction, id: string): Promise<RefusedMail | null> {
  const [row] = await tx.$queryRaw<
    {
      recipient: string;
      recipientName: string | null;
      caf: string | null;
      organisme: string | null;
      partnerId: string | null;
    }[]
  >`
    SELECT m.recipient, m.recipient_name AS "recipientName", m.caf, m.params ->> 'organisme' AS organisme,
        (SELECT r.id FROM app_user u JOIN partner r ON r.id = u.partner_id
          WHERE u.email = m.recipient AND r.caf = m.caf AND r.raison_sociale = m.params ->> 'organisme' ORDER BY r.id LIMIT 1) AS "partnerId"
      FROM mail m WHERE m.id = ${id}`;
  if (row === undefined) return null;
  const { recipient, recipientName, caf, organisme, partnerId } = row;
  return {
    ...{ recipient, recipientName },
    tuteur: caf === null || organisme === null ? null : { caf, organisme, partnerId },
  };
}
