import type { z } from 'zod';
import { BATCH_MAX } from '../../api/batch.ts';
import type { Route } from '../../api/route.ts';
import type { Sent, Visit } from './visit.ts';

const AT_ONCE = 200;

type ListShape<T> = z.ZodType<{ items: T[]; nextCursor: string | null; total: number | null }>;

export interface Matching<T> {
  items: T[];
  /** how many there are in all; null: more than lists are counted */
  total: number | null;
}

/** What meets a list's filters, whatever page is shown, in the list's order; so many as one batch takes, with the number of all. */
export async function allMatching<T>(
  visit: Visit,
  shape: ListShape<T>,
  list: Route,
  { query, ...sent }: Sent,
  most = BATCH_MAX,
): Promise<Matching<T>> {
  const { cursor: _, ...asked } = query ?? {};
  const items: T[] = [];
  let cursor: string | null = null;
  for (;;) {
    const limit = String(Math.min(AT_ONCE, most - items.length));
    const page: z.output<ListShape<T>> = await visit.read(shape, list, {
      ...sent,
      query: { ...asked, limit, ...(cursor === null ? {} : { cursor }) },
    });
    items.push(...page.items);
    cursor = page.nextCursor;
    if (cursor === null || items.length >= most) return { items, total: page.total };
  }
}

/** What a recap says of a batch of all that match: that it is all of them, or which part and how the rest is reached. */
export function matchingWords({ items, total }: Matching<unknown>, all = 'tous ceux', first = 'premiers'): string {
  if (total !== null && total <= items.length) return `Ce sont ${all} qui répondent aux filtres, sur toutes les pages.`;
  const many = total === null ? 'bien davantage' : total.toLocaleString('fr-FR');
  return `Ce sont les ${items.length.toLocaleString('fr-FR')} ${first} sur ${many} qui répondent aux filtres : recommencez ensuite pour les suivants.`;
}

/** How the choice of all that match is offered: how many that is, and no more than a batch takes. */
export function manyMatching(total: number | null, one = 'tous ceux', first = 'premiers'): string {
  if (total !== null && total <= BATCH_MAX)
    return `${one} qui répondent aux filtres (${total.toLocaleString('fr-FR')})`;
  return `les ${BATCH_MAX} ${first} qui répondent aux filtres`;
}
