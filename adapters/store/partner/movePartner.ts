import type { PartnerMove } from '../../../domain/case/types.ts';
import { CNA } from '../../../domain/dossier/newDossier.ts';
import { SERVICE_TYPES } from '../../../domain/kinds.ts';
import { RESTING_ON_CONVENTION } from '../../../domain/process/types.ts';
import { Prisma } from '../../../generated/prisma/client.ts';
import { tellToLook } from '../people/peopleProcesses.ts';
import type { Transaction } from '../prisma.ts';
import { ofPartner } from '../queries/foundBy.ts';
import { givePartner } from './givePartner.ts';

/**
 * A partner goes to the CNA, or back, in the caller's transaction and under the partner's lock (DEL-8): everything of it is given (givePartner.ts), and
 * its dossiers that open services say where they are. Dossiers that were read before this begin their act anew, as the partner's row is another
 * (ADR 8); all of them look again.
 */
export async function movePartner(
  tx: Transaction,
  partnerId: string,
  { from, to, departments }: PartnerMove,
  { at, processId }: { at: Date; processId: string },
): Promise<void> {
  const away = to === CNA;
  await givePartner(tx, partnerId, { from, to, at });
  if (away) {
    await tx.$executeRaw`
      UPDATE partner SET departments = ARRAY(SELECT DISTINCT unnest(departments || ${[...departments]}::text[]) ORDER BY 1) WHERE id = ${partnerId}`;
    await tx.$executeRaw`
      UPDATE process SET flags = array_append(array_remove(flags, 'TRANSFERE_CNA'), 'TRANSFERE_CNA')
      WHERE id IN (SELECT id FROM ${ofPartner('process', Prisma.sql`${partnerId}`)} p WHERE type = ANY(${[...SERVICE_TYPES]}::text[]) AND closed_at IS NULL)`;
  } else
    await tx.$executeRaw`
      UPDATE process SET flags = array_remove(flags, 'TRANSFERE_CNA') WHERE partner_id = ${partnerId} AND 'TRANSFERE_CNA' = ANY (flags)`;
  await tellToLook(tx, { partnerId, userIds: [], except: processId, types: RESTING_ON_CONVENTION }, at);
}
