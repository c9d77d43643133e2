import { Prisma } from '../../../generated/prisma/client.ts';
import { createSeal, currentEnvelope, type Seal } from '../../identity/sealed.ts';
import type { EncryptionKey } from '../../keys.ts';
import type { Database } from '../prisma.ts';
import { SEALED_COLUMNS, type SealedColumn } from './sealedColumns.ts';

/** What was done with a column: rows sealed anew, rows that no key of those that are there opens. */
export interface Resealed {
  table: string;
  renewed: number;
  unread: number;
}

/** A row as it is asked for: its fields as text, what is sealed, and its hash. */
interface Row {
  fields: Record<string, string | null>;
  sealed: Uint8Array;
  was: string;
}

/** What is written of a row, if it is still as it was read. */
interface Renewed {
  [key: `k${number}`]: string;
  was: string;
  fresh: string;
  mark?: string;
}

/**
 * Seals anew, with the key of seals that the first key gives, all that another key or another form closed (S2). A row that is as it should be is
 * not touched, and each batch is a statement by itself: who is killed begins again where they were. A row that changed while it was opened stays,
 * for whoever changed it sealed it. Errors of the database are the caller's.
 */
export async function resealAll(
  database: Database,
  keys: readonly EncryptionKey[],
  told: (one: Resealed) => void = () => {},
): Promise<Resealed[]> {
  const seal = createSeal(keys);
  const done: Resealed[] = [];
  for (const column of SEALED_COLUMNS) {
    const one = await resealColumn(database, { column, seal, envelope: currentEnvelope(keys) });
    done.push(one);
    told(one);
  }
  return done;
}

/** Rows whose seal is of another key than the first, or of another form, by table; tables without any are left out. */
export async function sealedOtherwise(database: Database, keys: readonly EncryptionKey[]): Promise<[string, number][]> {
  const counted: [string, number][] = [];
  for (const column of SEALED_COLUMNS) {
    const [row] = await database.$queryRaw<{ rows: number }[]>`
      SELECT count(*)::int AS rows FROM ${name(column.table)} WHERE ${otherwise(column, currentEnvelope(keys))}`;
    if (row !== undefined && row.rows > 0) counted.push([column.table, row.rows]);
  }
  return counted;
}

async function resealColumn(
  database: Database,
  { column, seal, envelope }: { column: SealedColumn; seal: Seal; envelope: Buffer },
): Promise<Resealed> {
  const result: Resealed = { table: column.table, renewed: 0, unread: 0 };
  for (let after: Row | undefined; ; ) {
    const rows = await rowsAfter(database, column, envelope, after);
    const renewed = rows.flatMap((row) => renew(column, seal, row) ?? []);
    result.unread += rows.length - renewed.length;
    if (renewed.length > 0) result.renewed += await write(database, column, renewed);
    after = rows.at(-1);
    if (after === undefined || rows.length < column.batch) return result;
  }
}

/** The row sealed anew; null where no key opens it. */
function renew(column: SealedColumn, seal: Seal, { fields, sealed, was }: Row): Renewed | null {
  for (const about of column.about(fields)) {
    const clear = opened(seal, sealed, about);
    if (clear === null) continue;
    return {
      ...Object.fromEntries(column.key.map((one, index) => [`k${index}`, fields[one.column] ?? ''])),
      ...{ was, fresh: seal.close(clear, about).toString('base64') },
      ...(column.mark === undefined ? {} : { mark: column.mark.of(seal, clear) }),
    };
  }
  return null;
}

/** Null: another row's, or of a key that is not there. */
function opened(seal: Seal, sealed: Uint8Array, about: string): Buffer | null {
  try {
    return seal.open(sealed, about);
  } catch {
    return null;
  }
}

const name = (identifier: string) => Prisma.raw(`"${identifier}"`);
const bytesOf = ({ column, base64 }: SealedColumn) =>
  base64 ? Prisma.sql`decode(${name(column)}, 'base64')` : name(column);

/** Rows with something sealed that does not begin as what is sealed now. */
function otherwise(column: SealedColumn, envelope: Buffer): Prisma.Sql {
  const begun = Prisma.sql`substring(${bytesOf(column)} FROM 1 FOR ${envelope.length}::int)`;
  return Prisma.sql`${name(column.column)} IS NOT NULL AND ${begun} <> ${envelope}::bytea`;
}

function rowsAfter(database: Database, column: SealedColumn, envelope: Buffer, after: Row | undefined): Promise<Row[]> {
  const fields = [...column.key.map((one) => one.column), ...(column.with ?? [])];
  const pairs = fields.map((field) => Prisma.sql`${field}::text, ${name(field)}::text`);
  const key = Prisma.join(column.key.map((one) => name(one.column)));
  const last = column.key.map((one) => Prisma.sql`${after?.fields[one.column] ?? ''}::text::${Prisma.raw(one.type)}`);
  return database.$queryRaw<Row[]>`
    SELECT jsonb_build_object(${Prisma.join(pairs)}) AS fields, ${bytesOf(column)} AS sealed,
        encode(sha256(${bytesOf(column)}), 'hex') AS was
      FROM ${name(column.table)}
      WHERE ${otherwise(column, envelope)} ${after === undefined ? Prisma.empty : Prisma.sql`AND (${key}) > (${Prisma.join(last)})`}
      ORDER BY ${key} LIMIT ${column.batch}`;
}

/** Writes what is still as it was read; how many rows that were. */
function write(database: Database, column: SealedColumn, renewed: readonly Renewed[]): Promise<number> {
  const keys = column.key.map((one, index) => ({ ...one, given: Prisma.raw(`k${index}`), sql: Prisma.raw(one.type) }));
  const given = Prisma.join(keys.map(({ given, sql }) => Prisma.sql`${given} ${sql}`));
  const same = keys.map((one) => Prisma.sql`t.${name(one.column)} = v.${one.given}`);
  const fresh = column.base64 ? Prisma.sql`v.fresh` : Prisma.sql`decode(v.fresh, 'base64')`;
  const present = column.base64
    ? Prisma.sql`decode(t.${name(column.column)}, 'base64')`
    : Prisma.sql`t.${name(column.column)}`;
  return database.$executeRaw`
    UPDATE ${name(column.table)} t SET ${name(column.column)} = ${fresh}
        ${column.mark === undefined ? Prisma.empty : Prisma.sql`, ${name(column.mark.column)} = v.mark`}
      FROM jsonb_to_recordset(${JSON.stringify(renewed)}::jsonb) AS v(${given}, was text, fresh text, mark text)
      WHERE ${Prisma.join(same, ' AND ')} AND encode(sha256(${present}), 'hex') = v.was`;
}
