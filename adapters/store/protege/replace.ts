import { sirenOf } from '../../../domain/formats/siret.ts';
import { searchTextOf } from '../../../domain/protege/search.ts';
import type { Protege } from '../../../domain/protege/types.ts';
import { newId } from '../ids.ts';
import type { Transaction } from '../prisma.ts';

/** Rows that one statement writes: none comes near the time that a statement has. */
const BATCH = 5_000;
/** One file at a time replaces the former. */
const LOCK = 20_261_129;

export interface Replaced {
  before: number;
  after: number;
  /** entrusted no more, as the file says */
  removed: number;
}

/** How many are there, and how many of them the file still entrusts: what a replacement would do. */
export async function comparedWith(
  tx: Transaction,
  proteges: readonly Omit<Protege, 'reference'>[],
): Promise<Replaced> {
  const { numbers, sirets, measures } = keysOf(proteges);
  const [found] = await tx.$queryRaw<{ before: number; kept: number }[]>`
    SELECT (SELECT count(*) FROM protege)::int AS before, (SELECT count(*) FROM protege p
      JOIN unnest(${numbers}::text[], ${sirets}::text[], ${measures}::text[]) AS n (number, siret, measure) USING (number, siret, measure))::int AS kept`;
  const { before = 0, kept = 0 } = found ?? {};
  return { before, after: proteges.length, removed: before - kept };
}

/**
 * Makes a file the whole of what is entrusted, in the caller's transaction: whoever it does not name is gone, whoever it names anew keeps their
 * reference, so that traces and démarches still mean them.
 */
export async function replaceProteges(
  tx: Transaction,
  proteges: readonly Omit<Protege, 'reference'>[],
): Promise<Replaced> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${LOCK})`;
  const replaced = await comparedWith(tx, proteges);
  const { numbers, sirets, measures } = keysOf(proteges);
  await tx.$executeRaw`
    DELETE FROM protege p WHERE NOT EXISTS (
      SELECT 1 FROM unnest(${numbers}::text[], ${sirets}::text[], ${measures}::text[]) AS n (number, siret, measure)
        WHERE n.number = p.number AND n.siret = p.siret AND n.measure = p.measure)`;
  for (let from = 0; from < proteges.length; from += BATCH) {
    const rows = proteges.slice(from, from + BATCH).map((one) => ({
      ...one,
      reference: newId(),
      siren: sirenOf(one.siret),
      search_text: searchTextOf(one),
    }));
    await tx.$executeRaw`
      INSERT INTO protege (reference, number, last_name, first_name, birth_date, measure, measure_ends_on, siret, siren, search_text)
        SELECT reference, number, "lastName", "firstName", "birthDate", measure, "measureEndsOn", siret, siren, search_text
          FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS row (reference text, number text, "lastName" text, "firstName" text,
            "birthDate" text, measure text, "measureEndsOn" text, siret text, siren text, search_text text)
        ON CONFLICT (number, siret, measure) DO UPDATE SET last_name = excluded.last_name, first_name = excluded.first_name,
          birth_date = excluded.birth_date, measure_ends_on = excluded.measure_ends_on, search_text = excluded.search_text`;
  }
  return replaced;
}

function keysOf(proteges: readonly Omit<Protege, 'reference'>[]) {
  return {
    numbers: proteges.map(({ number }) => number),
    sirets: proteges.map(({ siret }) => siret),
    measures: proteges.map(({ measure }) => measure),
  };
}
