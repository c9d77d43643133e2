import { EXCLUSIVE } from '../../../domain/service/tuteur/pair.ts';
import { Prisma } from '../../../generated/prisma/client.ts';

/** Whether a partner `r` holds Cdap T9 (TUT-1): a bulletin of Cdap in force that bears it, and whose service is not closed. */
export const HOLDS_CDAP_T9 = Prisma.sql`EXISTS (
  SELECT 1 FROM document d JOIN opened_service o ON o.bulletin_id = d.id AND o.state IN ('OUVERTE', 'SUSPENDUE')
    WHERE d.partner_id = r.id AND d.kind = 'BULLETIN' AND d.service = ${EXCLUSIVE.service} AND d.state = 'ACTIF' AND jsonb_exists(d.content -> 'roles', ${EXCLUSIVE.role}))`;
