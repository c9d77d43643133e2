import { searchRoute } from '../../api/routes/search/search.ts';
import { searchOut } from '../../api/shapes/search.ts';
import type { Pages } from '../kit/pages.ts';
import { SEARCH_PATH } from '../kit/searchBox.tsx';
import { SearchPage } from './page.tsx';

/** What the search box finds. */
export function searchPages(pages: Pages): void {
  pages.get(SEARCH_PATH, async (visit) => {
    const typed = visit.request.query.q;
    const q = typeof typed === 'string' ? typed.slice(0, 200) : '';
    const results = await visit.read(searchOut, searchRoute, { query: { q } });
    await visit.show(SearchPage({ view: { ...visit.view, sought: q }, results }));
  });
}
