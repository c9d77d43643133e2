/** What takes something away that the former release still uses, by what it is called. */
const TAKING: readonly (readonly [what: string, sql: RegExp])[] = [
  ['drops a table', /\bDROP\s+TABLE\b/i],
  ['drops a column', /\bDROP\s+COLUMN\b/i],
  ['drops a view, a type or a function', /\bDROP\s+(?:VIEW|MATERIALIZED\s+VIEW|TYPE|FUNCTION|SCHEMA)\b/i],
  ['renames', /\bRENAME\s+(?:TO|COLUMN|CONSTRAINT)\b/i],
  ['changes the type of a column', /\bALTER\s+COLUMN\s+\S+\s+(?:SET\s+DATA\s+)?TYPE\b/i],
  ['demands a value of a column that is there', /\bALTER\s+COLUMN\s+\S+\s+SET\s+NOT\s+NULL\b/i],
  ['takes a default away', /\bALTER\s+COLUMN\s+\S+\s+DROP\s+DEFAULT\b/i],
  ['empties a table', /\bTRUNCATE\b/i],
];
/** A column that the former release does not write. */
const NEW_COLUMN = /\bADD\s+COLUMN\b[^,;]*/gi;

/** « -- contract: ADR 7 … »: what expanded was released before, and that decision says since when nobody needs what goes. */
const MARK = /^--\s*contract:\s*ADR\s+(\d+)\b/im;

/**
 * What a migration does that the former release cannot live with (expand, then contract): it runs beside the new one while that is rolled out, and
 * alone again where it is rolled back. Nothing, where the migration is marked as a contraction by a decision that is there.
 */
export function contractions(sql: string, decisions: readonly number[]): string[] {
  const marked = MARK.exec(sql)?.[1];
  if (marked !== undefined && decisions.includes(Number(marked))) return [];
  const code = sql.replace(/--[^\n]*/g, '').replace(/\$\w*\$[\s\S]*?\$\w*\$/g, "''");
  const found = TAKING.flatMap(([what, pattern]) => (pattern.test(code) ? [what] : []));
  const demanded = (code.match(NEW_COLUMN) ?? []).some(
    (column) => /\bNOT\s+NULL\b/i.test(column) && !/\bDEFAULT\b|\bGENERATED\b/i.test(column),
  );
  return demanded ? [...found, 'adds a column without a default that must have a value'] : found;
}
