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

/** Heads of the columns by which a list is sorted, each by its name in the API; `usual`: its order where nobody says. */
export const sortedHeads =
  (path: string, query: Readonly<Record<string, string>>, usual = '-createdAt') =>
  (label: string, column: string): SortableHead =>
    sortableHead(label, column, { path, query, usual });

/** Caption of a list of things that were made: in which order, where that is theirs. */
export function createdCaption(what: string, { sort = '-createdAt' }: Readonly<Record<string, string>>, many = 'es') {
  if (sort === '-createdAt') return `${what}, les plus récent${many} d'abord`;
  return sort === 'createdAt' ? `${what}, les plus ancien${many === 'es' ? 'nes' : 's'} d'abord` : what;
}
