import { exportsOf } from '../../exports.ts';
import {
  BURNDOWN_COLUMNS,
  DUE_COLUMNS,
  LOAD_COLUMNS,
  OPEN_COLUMNS,
  REFUSED_COLUMNS,
  STAY_COLUMNS,
  WAITING_COLUMNS,
} from '../../figureColumns.ts';
import type { Route } from '../../route.ts';
import {
  burndownFigures,
  dueFigures,
  figuresRoute,
  loadFigures,
  openFigures,
  refusedFigures,
  stayFigures,
  waitingFigures,
} from './figures.ts';

export const dashboardRoutes: readonly Route[] = [
  figuresRoute,
  openFigures,
  ...exportsOf(openFigures, { name: 'dossiers-en-cours', columns: OPEN_COLUMNS }),
  waitingFigures,
  ...exportsOf(waitingFigures, { name: 'attentes', columns: WAITING_COLUMNS }),
  stayFigures,
  ...exportsOf(stayFigures, { name: 'temps-par-etape', columns: STAY_COLUMNS }),
  loadFigures,
  ...exportsOf(loadFigures, { name: 'charge', columns: LOAD_COLUMNS }),
  dueFigures,
  ...exportsOf(dueFigures, { name: 'retards-a-venir', columns: DUE_COLUMNS }),
  burndownFigures,
  ...exportsOf(burndownFigures, { name: 'campagnes', columns: BURNDOWN_COLUMNS }),
  refusedFigures,
  ...exportsOf(refusedFigures, { name: 'courriels-refuses', columns: REFUSED_COLUMNS }),
];
