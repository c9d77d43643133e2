import type { Database } from '../../adapters/store/prisma.ts';
import { protegesIn } from '../../adapters/store/protege/proteges.ts';
import { replaceProteges } from '../../adapters/store/protege/replace.ts';
import { readSearch } from '../../domain/protege/search.ts';
import { percentile, round } from './figures.ts';

const SEARCHES = 400;

/** The file of protégés of these tuteurs; the first of them has a tenth of all. */
export async function importProteges(database: Database, sirets: readonly string[], proteges: number): Promise<void> {
  const large = proteges / 10;
  const made = Array.from({ length: proteges }, (_, nth) => ({
    ...{ number: String(1_000_000 + nth), lastName: `Vautrin ${nth % 977}`, firstName: `Odette ${nth % 31}` },
    ...{ birthDate: '1950-04-01', measure: 'TUTELLE' as const, measureEndsOn: null },
    siret: sirets[nth < large ? 0 : nth % sirets.length] ?? '',
  }));
  await database.$transaction((tx) => replaceProteges(tx, made), { timeout: 120_000 });
  await database.$executeRaw`ANALYZE protege`;
}

/** p95 in milliseconds of searching the protégés of one tuteur after another, by list, name and number. */
export async function benchProtegeSearch(database: Database, sirets: readonly string[]): Promise<number> {
  const source = protegesIn(database);
  const times: number[] = [];
  for (let nth = 0; nth < SEARCHES; nth += 1) {
    const siren = (sirets[nth % 5 === 0 ? 0 : (nth * 37) % sirets.length] ?? '').slice(0, 9);
    const search = readSearch(['', 'vautrin odette', '10004', 'odette'][nth % 4] ?? '');
    const began = performance.now();
    await source.search({ siren }, search, { limit: 50, at: new Date() });
    times.push(performance.now() - began);
  }
  return round(percentile(times, 95));
}
