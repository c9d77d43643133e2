import type { PropsWithChildren } from '@kitajs/html';
import { NextPage, type SortableHead, sortableHead, Total } from './bits.tsx';
import { ExportLinks } from './exportLinks.tsx';

interface ListingProps {
  /** the list's page, where its filters and its order stand in the address */
  path: string;
  /** the list's address in the API */
  list: string;
  query: Readonly<Record<string, string>>;
  page: { total: number | null; nextCursor: string | null };
  /** what is exported, where the page shows several lists */
  what?: string;
}

/** A list as every page shows one: how many lines, the lines, the way to the rest, and the same as a file (U5). */
export function Listing({ path, list, query, page, what, children }: PropsWithChildren<ListingProps>): JSX.Element {
  return (
    <>
      <Total total={page.total} />
      {children}
      <NextPage path={path} query={query} cursor={page.nextCursor} />
      <ExportLinks list={list} query={query} what={what} />
    </>
  );
}

/** An order that the filters of the list are to keep. */
export function KeptSort({ query }: { query: Readonly<Record<string, string>> }): JSX.Element {
  return query.sort === undefined ? '' : <input type="hidden" name="sort" value={query.sort} />;
}

/** Head of the column that says when a line was made, in a list that shows the newest first where nobody says otherwise. */
export function createdHead(label: string, path: string, query: Readonly<Record<string, string>>): SortableHead {
  return sortableHead(label, 'createdAt', { path, query, usual: '-createdAt' });
}

/** Caption of such a list. */
export const createdCaption = (what: string, { sort }: Readonly<Record<string, string>>): string =>
  `${what}, les plus ${sort === 'createdAt' ? 'anciennes' : 'récentes'} d'abord`;
