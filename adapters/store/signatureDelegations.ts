import type { SignatureDelegation } from '../../domain/caf/signature.ts';
import { newId } from './ids.ts';
import type { Database, Transaction } from './prisma.ts';

/** A delegation with what is known of its recording. */
export interface StoredDelegation extends SignatureDelegation {
  id: string;
  caf: string;
  recordedAt: Date;
}

const HOLDER = { holder: { select: { firstName: true, lastName: true } } } as const;

/** Every delegation that a Caf has recorded, the latest first. */
export async function delegationsOfCaf(
  db: Pick<Database, 'signatureDelegation'>,
  caf: string,
): Promise<StoredDelegation[]> {
  const rows = await db.signatureDelegation.findMany({
    where: { caf },
    include: HOLDER,
    orderBy: [{ fromDay: 'desc' }, { id: 'asc' }],
  });
  return rows.map(told);
}

/** One of them, whosever; null where there is none of this id. */
export async function delegationById(
  db: Pick<Database, 'signatureDelegation'>,
  id: string,
): Promise<StoredDelegation | null> {
  const row = await db.signatureDelegation.findUnique({ where: { id }, include: HOLDER });
  return row === null ? null : told(row);
}

/** Records one; returns its id. */
export async function recordDelegation(
  tx: Pick<Transaction, 'signatureDelegation'>,
  { caf, holderId, from, until, act }: Omit<SignatureDelegation, 'holder'> & { caf: string },
  { by, at }: { by: string; at: Date },
): Promise<string> {
  const id = newId();
  const data = { id, caf, holderId, fromDay: from, untilDay: until, act, recordedBy: by, recordedAt: at };
  await tx.signatureDelegation.create({ data });
  return id;
}

/** Sets its last day. */
export async function endDelegation(tx: Transaction, id: string, until: string): Promise<void> {
  await tx.signatureDelegation.update({ where: { id }, data: { untilDay: until } });
}

function told(row: {
  id: string;
  caf: string;
  holderId: string;
  fromDay: string;
  untilDay: string | null;
  act: string;
  recordedAt: Date;
  holder: { firstName: string; lastName: string };
}): StoredDelegation {
  const { id, caf, holderId, fromDay, untilDay, act, recordedAt, holder } = row;
  const name = `${holder.firstName} ${holder.lastName}`;
  return { id, caf, holderId, holder: name, from: fromDay, until: untilDay, act, recordedAt };
}
