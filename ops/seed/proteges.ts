import type { Database } from '../../adapters/store/prisma.ts';
import { replaceProteges } from '../../adapters/store/protege/replace.ts';
import { assertWhole, readProtegeFile } from '../../domain/protege/file.ts';
import { protegeRows } from '../sample/proteges.ts';

/** Records the invented protégés of the sample, as importing it would; where there are any, nothing changes. */
export async function knownProteges(database: Database, now: Date): Promise<void> {
  if ((await database.protege.count()) > 0) return;
  const file = readProtegeFile(
    protegeRows().map((cells, index) => ({ row: index + 1, cells })),
    now,
  );
  assertWhole(file);
  await database.$transaction((tx) => replaceProteges(tx, file.proteges));
}
