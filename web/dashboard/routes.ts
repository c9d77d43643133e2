import { z } from 'zod';
import { readsAll } from '../../api/access.ts';
import {
  burndownFigures,
  dueFigures,
  figuresRoute,
  loadFigures,
  openFigures,
  refusedFigures,
  stayFigures,
  waitingFigures,
} from '../../api/routes/dashboard/figures.ts';
import {
  burndownFigure,
  dueFigure,
  figuresHead,
  loadFigure,
  openFigure,
  refusedFigure,
  stayFigure,
  waitingFigure,
} from '../../api/shapes/figures.ts';
import type { Pages } from '../kit/pages.ts';
import { filters } from '../kit/query.ts';
import type { Sent } from '../kit/visit.ts';
import { DASHBOARD, DashboardPage } from './page.tsx';

const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });

/** One period for all that has one: what is counted by weeks, over those it has. */
function withWeeks(asked: Record<string, string>): Record<string, string> {
  const weeks = { '30': '5', '365': '52' }[asked.period ?? ''];
  return weeks === undefined ? asked : { ...asked, weeks };
}

/** The dashboard of a Caf, or of all of them. */
export function dashboardPages(pages: Pages): void {
  pages.get(DASHBOARD, async (visit) => {
    const asked = withWeeks(filters(visit.request, ['caf', 'period']));
    const choosesCaf = visit.person !== null && readsAll(visit.person);
    const { caf, period, weeks } = asked;
    const own: Record<string, string> = choosesCaf && caf !== undefined ? { caf } : {};
    const overWeeks: Sent = { query: { ...own, ...(weeks === undefined ? {} : { weeks }) } };
    const overPeriod: Sent = { query: { ...own, ...(period === undefined ? {} : { period }) } };
    const now = { query: own };
    const [head, open, waiting, stays, load, due, burndown, refused] = await Promise.all([
      visit.read(figuresHead, figuresRoute, now),
      visit.read(listOf(openFigure), openFigures, now),
      visit.read(listOf(waitingFigure), waitingFigures, now),
      visit.read(listOf(stayFigure), stayFigures, overPeriod),
      visit.read(listOf(loadFigure), loadFigures, overWeeks),
      visit.read(listOf(dueFigure), dueFigures, now),
      visit.read(listOf(burndownFigure), burndownFigures, overWeeks),
      visit.read(listOf(refusedFigure), refusedFigures, overWeeks),
    ]);
    await visit.show(
      DashboardPage({
        ...{ view: visit.view, query: asked, choosesCaf },
        figures: {
          ...{ head, open: open.items, waiting: waiting.items, stays: stays.items, load: load.items },
          ...{ due: due.items, burndown: burndown.items, refused: refused.items },
        },
      }),
    );
  });
}
