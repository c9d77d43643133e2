import { Prisma } from '../../../generated/prisma/client.ts';

/**
 * The rows of one partner, as a table: found by the partner first, and whatever else is asked of them asked of these few. Without it a plan that a worker
 * made while all was empty, when every index costs the same, reads the whole of one that holds all that is open, until statistics are taken (ADR 2).
 */
export function ofPartner(table: 'process' | 'document' | 'app_user', partnerId: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT * FROM ${Prisma.raw(table)} WHERE partner_id = ${partnerId} OFFSET 0)`;
}
