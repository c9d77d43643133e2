import type { z } from 'zod';
import { WHO_LABELS } from '../domain/decision/waiting.ts';
import type { ExportColumn } from '../domain/formats/exported.ts';
import { frenchDate, startOfParisDate } from '../domain/policy/calendar.ts';
import type {
  burndownFigure,
  dueFigure,
  loadFigure,
  openFigure,
  refusedFigure,
  stayFigure,
  waitingFigure,
} from './shapes/figures.ts';

type Columns<S extends z.ZodType> = readonly ExportColumn<z.input<S>>[];

/** Figures in a spreadsheet: times in days, with one decimal. */
const days = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 8_640_000) / 10);
const dayOf = (date: string): string => frenchDate(startOfParisDate(date));

export const OPEN_COLUMNS: Columns<typeof openFigure> = [
  { head: 'Nature', cell: ({ typeLabel }) => typeLabel },
  { head: 'État', cell: ({ stateLabel }) => stateLabel },
  { head: 'Dossiers', cell: ({ count }) => count },
];

export const WAITING_COLUMNS: Columns<typeof waitingFigure> = [
  { head: 'Nature', cell: ({ typeLabel }) => typeLabel },
  { head: 'Étape', cell: ({ stepLabel }) => stepLabel },
  { head: 'On attend', cell: ({ who }) => WHO_LABELS[who] },
  { head: 'Dossiers', cell: ({ count }) => count },
  { head: 'Attente médiane (jours)', cell: ({ medianMs }) => days(medianMs) },
];

export const STAY_COLUMNS: Columns<typeof stayFigure> = [
  { head: 'Nature', cell: ({ typeLabel }) => typeLabel },
  { head: 'Étape', cell: ({ stepLabel }) => stepLabel },
  { head: 'Passages', cell: ({ count }) => count },
  { head: 'Médiane (jours)', cell: ({ medianMs }) => days(medianMs) },
  { head: 'Neuf sur dix (jours)', cell: ({ p90Ms }) => days(p90Ms) },
];

export const LOAD_COLUMNS: Columns<typeof loadFigure> = [
  { head: 'Semaine du', cell: ({ week }) => dayOf(week) },
  { head: 'Tâches arrivées', cell: ({ created }) => created },
  { head: 'Tâches faites', cell: ({ done }) => done },
  { head: 'Faites par moi', cell: ({ own }) => own },
];

export const DUE_COLUMNS: Columns<typeof dueFigure> = [
  { head: 'Jour', cell: ({ day }) => dayOf(day) },
  { head: 'Dossiers', cell: ({ dossiers }) => dossiers },
  { head: 'Tâches', cell: ({ tasks }) => tasks },
];

export const BURNDOWN_COLUMNS: Columns<typeof burndownFigure> = [
  { head: 'Campagne', cell: ({ campaign }) => campaign },
  { head: 'Jour', cell: ({ day }) => dayOf(day) },
  { head: 'Dossiers encore ouverts', cell: ({ open }) => open },
];

export const REFUSED_COLUMNS: Columns<typeof refusedFigure> = [
  { head: 'Semaine du', cell: ({ week }) => dayOf(week) },
  { head: 'Refusés', cell: ({ refused }) => refused },
  { head: 'Incertains', cell: ({ doubtful }) => doubtful },
];
