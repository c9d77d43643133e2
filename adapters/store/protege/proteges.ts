import type { MeasureCode } from '../../../domain/protege/measures.ts';
import type { Protege } from '../../../domain/protege/types.ts';
import type { Database } from '../prisma.ts';

type Row = Omit<Protege, 'measure'> & { measure: string };

/** One protégé by reference, whoever asks: what may be seen of them is `accessTo`'s to say (domain/protege/access.ts). */
export async function protegeByReference(db: Database, reference: string): Promise<Protege | null> {
  const row = await db.protege.findUnique({ where: { reference } });
  return row === null ? null : toProtege(row);
}

export function toProtege(row: Row): Protege {
  const { reference, number, lastName, firstName, birthDate, measureEndsOn, siret } = row;
  // only the import writes measures, and it knows no other
  return {
    ...{ reference, number, lastName, firstName, birthDate, measureEndsOn, siret },
    measure: row.measure as MeasureCode,
  };
}
