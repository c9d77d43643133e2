import { Prisma } from '../../../generated/prisma/client.ts';

/**
 * The rows that one column finds, as a table: found by it first, and whatever else is asked of them asked of these few. Without it a plan that a worker
 * made while all was empty, when every index costs the same, reads the whole of one that holds all that is open, until statistics are taken (ADR 2).
 */
export function foundBy(table: string, column: string, value: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`(SELECT * FROM ${Prisma.raw(table)} WHERE ${Prisma.raw(column)} = ${value} OFFSET 0)`;
}

/** … by their partner. */
export function ofPartner(table: 'process' | 'document' | 'app_user', partnerId: Prisma.Sql): Prisma.Sql {
  return foundBy(table, 'partner_id', partnerId);
}
