import type { PartnerMove } from '../../../domain/case/types.ts';
import { CNA } from '../../../domain/dossier/newDossier.ts';
import { SERVICE_TYPES } from '../../../domain/kinds.ts';
import { RESTING_ON_CONVENTION } from '../../../domain/process/types.ts';
import { tellToLook } from '../people/peopleProcesses.ts';
import type { Transaction } from '../prisma.ts';

/**
 * A partner gets another managing Caf, with all that hangs on it, in the caller's transaction and under the partner's lock: its processes, locked in
 * the one order of their ids; their open tasks, whose claims lapse; its services. The Caf that loses a process keeps reading it, and gets it back
 * where the move is undone. Documents keep the Caf that signed them and their numbers: no print changes. Dossiers that were read before this begin
 * their act anew, as the partner's row is another (ADR 8); all of them look again.
 */
export async function movePartner(
  tx: Transaction,
  partnerId: string,
  { from, to, departments }: PartnerMove,
  { at, processId }: { at: Date; processId: string },
): Promise<void> {
  await tx.$queryRaw`SELECT id FROM process WHERE partner_id = ${partnerId} ORDER BY id FOR UPDATE`;
  const away = to === CNA;
  await tx.$executeRaw`
    UPDATE partner SET caf = ${to}, version = version + 1, updated_at = ${at},
      departments = CASE WHEN ${away} THEN ARRAY(SELECT DISTINCT unnest(departments || ${[...departments]}::text[]) ORDER BY 1) ELSE departments END
    WHERE id = ${partnerId} AND caf = ${from}`;
  if (away)
    await tx.$executeRaw`
      UPDATE process SET caf = ${to}, reader_caf = caf, version = version + 1,
        flags = CASE WHEN type = ANY(${[...SERVICE_TYPES]}::text[]) AND closed_at IS NULL THEN array_append(array_remove(flags, 'TRANSFERE_CNA'), 'TRANSFERE_CNA') ELSE flags END
      WHERE partner_id = ${partnerId} AND caf <> ${to}`;
  else
    await tx.$executeRaw`
      UPDATE process SET caf = coalesce(reader_caf, ${to}), reader_caf = CASE WHEN id = ${processId} THEN ${from} END, version = version + 1,
        flags = array_remove(flags, 'TRANSFERE_CNA')
      WHERE partner_id = ${partnerId} AND caf = ${from}`;
  await tx.$executeRaw`
    UPDATE task t SET caf = p.caf, assignee_id = NULL FROM process p
    WHERE p.id = t.process_id AND p.partner_id = ${partnerId} AND t.state = 'OUVERTE' AND t.caf <> p.caf`;
  await tx.$executeRaw`UPDATE opened_service SET caf = ${to} WHERE partner_id = ${partnerId} AND caf = ${from}`;
  await tellToLook(tx, { partnerId, userIds: [], except: processId, types: RESTING_ON_CONVENTION }, at);
}
