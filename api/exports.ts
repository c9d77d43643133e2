import { z } from 'zod';
import { writeWorkbook } from '../adapters/files/spreadsheet/written.ts';
import { DomainError } from '../domain/errors.ts';
import { csvLine } from '../domain/formats/csvCell.ts';
import { EXPORTED_AT_MOST, type ExportColumn } from '../domain/formats/exported.ts';
import { parisDate } from '../domain/policy/calendar.ts';
import type { Call, Route } from './route.ts';

/** A spreadsheet program reads a file without it in the wrong encoding. */
const BYTE_ORDER_MARK = '\uFEFF';
/** Lines that are read at once: each page of a kept file opens it anew. */
const AT_ONCE = 2_000;

const FORMATS = {
  csv: { contentType: 'text/csv', words: 'UTF-8, séparateur `;`.' },
  xlsx: {
    contentType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    words: 'Classeur d’une feuille, sans formule.',
  },
} as const;
type Format = keyof typeof FORMATS;

interface Exported<T> {
  /** of the file and of its sheet */
  name: string;
  columns: readonly ExportColumn<T>[];
}

/**
 * What a list shows, as a file (U5): `<path>.csv` and `<path>.xlsx`, of the same audience, with the same filters and order. Its lines are what the
 * list itself answers, page after page, so that who may read which line is said in one place. `columns` read the list's own items.
 */
export function exportsOf<T>(list: Route, exported: Exported<T>): readonly [Route, Route] {
  return [exportOf(list, 'csv', exported), exportOf(list, 'xlsx', exported)];
}

function exportOf<T>(list: Route, format: Format, { name, columns }: Exported<T>): Route {
  const { contentType, words } = FORMATS[format];
  const query = exportedQuery(list);
  return {
    ...list,
    path: `${list.path}.${format}`,
    summary: `${list.summary} : export ${format.toUpperCase()}`,
    description: [
      list.description,
      `${words} ${EXPORTED_AT_MOST.toLocaleString('fr-FR')} lignes au plus : une liste plus longue se filtre d’abord.`,
    ]
      .filter(Boolean)
      .join(' '),
    query,
    responses: { 200: { description: name, contentType } },
    errors: [...list.errors, 'LISTE_TROP_LONGUE'],
    async handle(call) {
      const lines = (await linesOf<T>(list, call)).map((line) => columns.map(({ cell }) => cell(line)));
      const all = [columns.map(({ head }) => head), ...lines];
      const file = `${name}-${parisDate(call.at)}.${format}`;
      return {
        status: 200,
        headers: { 'Content-Disposition': `attachment; filename="${file}"` },
        body:
          format === 'csv'
            ? [BYTE_ORDER_MARK, ...all.map(csvLine)].join('')
            : await writeWorkbook({ name, lines: all }),
      };
    },
  };
}

/** The filters and the order of a list; where a page of it starts is none of them. */
export function exportedQuery({ query }: Pick<Route, 'query'>): z.ZodObject {
  if (query === undefined) return z.strictObject({});
  return z.strictObject(
    Object.fromEntries(Object.entries(query.shape).filter(([name]) => name !== 'limit' && name !== 'cursor')),
  );
}

async function linesOf<T>(list: Route, call: Call): Promise<T[]> {
  const lines: T[] = [];
  let cursor: string | undefined;
  do {
    const query = { ...(call.query as object), limit: AT_ONCE, cursor };
    const { body } = await list.handle({ ...call, query });
    const page = body as { items: readonly T[]; nextCursor?: string | null };
    lines.push(...page.items);
    if (lines.length > EXPORTED_AT_MOST) throw tooLong();
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return lines;
}

function tooLong(): DomainError {
  const most = EXPORTED_AT_MOST.toLocaleString('fr-FR');
  return new DomainError(
    'LISTE_TROP_LONGUE',
    `Un export contient ${most} lignes au plus, et cette liste en compte davantage. Filtrez-la, puis exportez chaque partie.`,
  );
}
