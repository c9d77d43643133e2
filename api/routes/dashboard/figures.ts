import { z } from 'zod';
import { ALL_CAFS, type FigureName, figuresCountedAt, figuresOf, ownWeeks } from '../../../adapters/store/figures.ts';
import { knownType, lastWeeks, nextDays, stepWords } from '../../../domain/figures/labels.ts';
import { parisDate, startOfParisDate } from '../../../domain/policy/calendar.ts';
import { stateWordsOf } from '../../../domain/process/stateLabels.ts';
import { processLabel } from '../../../domain/process/types.ts';
import { readsAll, STAFF } from '../../access.ts';
import type { ApiDeps } from '../../deps.ts';
import { type Person, route } from '../../route.ts';
import { isoOrNull } from '../../shapes/common.ts';
import {
  burndownFigure,
  dueFigure,
  figuresHead,
  loadFigure,
  openFigure,
  periodQuery,
  refusedFigure,
  scopeQuery,
  stayFigure,
  waitingFigure,
  weeksQuery,
} from '../../shapes/figures.ts';

const DAYS_AHEAD = 15;
const OF_FIGURES = { method: 'get', tag: 'Suivi', roles: STAFF } as const;
const listed = <T extends z.ZodType>(item: T) => ({
  200: { description: 'Chiffres', schema: z.object({ items: z.array(item), nextCursor: z.null() }) },
});
const all = <T>(items: T[]) => ({ status: 200 as const, body: { items, nextCursor: null } });

/** A Caf sees its own figures, whatever it asks for; who reads all of them may look at one (S5). */
function scopeFor(person: Person, caf: string | undefined): string {
  if (readsAll(person)) return caf ?? ALL_CAFS;
  return person.caf ?? '';
}

interface Asked {
  deps: ApiDeps;
  person: Person;
  query: { caf?: string | undefined };
}

const read = ({ deps, person, query }: Asked, name: FigureName, period = 0) =>
  figuresOf(deps.db, name, scopeFor(person, query.caf), period);

export const figuresRoute = route({
  ...OF_FIGURES,
  path: '/dashboard/figures',
  summary: 'Tableau de bord : de quand datent ses chiffres, et ce qui est en retard',
  query: scopeQuery,
  responses: { 200: { description: 'En-tête', schema: figuresHead } },
  async handler(call) {
    const scope = scopeFor(call.person, call.query.caf);
    const [countedAt, late] = await Promise.all([figuresCountedAt(call.deps.db), read(call, 'late')]);
    const of = (what: string) => late.find(({ a }) => a === what)?.n ?? 0;
    return {
      status: 200,
      body: {
        caf: scope === ALL_CAFS ? null : scope,
        countedAt: isoOrNull(countedAt),
        late: { dossiers: of('process'), tasks: of('task') },
      },
    };
  },
});

export const openFigures = route({
  ...OF_FIGURES,
  path: '/dashboard/open',
  summary: 'Combien de dossiers en cours, par nature et par état',
  query: scopeQuery,
  responses: listed(openFigure),
  async handler(call) {
    const rows = await read(call, 'open');
    return all(
      rows.flatMap(({ a, b, n }) => {
        const type = knownType(a);
        if (type === null) return [];
        return [{ type, typeLabel: processLabel(type), state: b, stateLabel: stateWordsOf(type, b), count: n }];
      }),
    );
  },
});

export const waitingFigures = route({
  ...OF_FIGURES,
  path: '/dashboard/waiting',
  summary: 'Où les dossiers attendent, et qui est attendu',
  query: scopeQuery,
  responses: listed(waitingFigure),
  async handler(call) {
    const rows = await read(call, 'waiting');
    const items = rows.flatMap(({ a, b, n, medianMs }) => {
      const [name = '', step = ''] = a.split(':');
      const type = knownType(name);
      if (type === null) return [];
      const stepLabel = stepWords(call.deps.stories, type, step) ?? stateWordsOf(type, step);
      const who = b as z.input<typeof waitingFigure>['who'];
      return [{ type, typeLabel: processLabel(type), step, stepLabel, who, count: n, medianMs }];
    });
    return all(items.sort((one, other) => other.count - one.count));
  },
});

export const stayFigures = route({
  ...OF_FIGURES,
  path: '/dashboard/stays',
  summary: 'Temps passé par étape : médiane et neuf dossiers sur dix',
  query: periodQuery,
  responses: listed(stayFigure),
  async handler(call) {
    const rows = await read(call, 'stay', Number(call.query.period));
    return all(
      rows.flatMap(({ a, b, n, medianMs, p90Ms }) => {
        const type = knownType(a);
        const stepLabel = type === null ? null : stepWords(call.deps.stories, type, b);
        if (type === null || stepLabel === null) return [];
        return [{ type, typeLabel: processLabel(type), step: b, stepLabel, count: n, medianMs, p90Ms }];
      }),
    );
  },
});

export const loadFigures = route({
  ...OF_FIGURES,
  path: '/dashboard/load',
  summary: 'Charge par semaine : tâches arrivées, tâches faites, et celles que l’on a faites soi-même',
  description: 'Les chiffres par personne ne sont donnés à personne d’autre qu’à elle.',
  query: weeksQuery,
  responses: listed(loadFigure),
  async handler(call) {
    const weeks = lastWeeks(call.query.weeks, parisDate(call.at));
    const since = startOfParisDate(weeks[0] ?? parisDate(call.at));
    const [rows, own] = await Promise.all([read(call, 'load'), ownWeeks(call.deps.db, call.person.id, since)]);
    const of = (what: string, week: string) => rows.find(({ a, b }) => a === what && b === week)?.n ?? 0;
    return all(
      weeks.map((week) => ({
        ...{ week, created: of('new', week), done: of('done', week) },
        own: own.find((one) => one.week === week)?.n ?? 0,
      })),
    );
  },
});

export const dueFigures = route({
  ...OF_FIGURES,
  path: '/dashboard/due',
  summary: 'Ce qui sera en retard dans deux semaines si personne n’agit',
  query: scopeQuery,
  responses: listed(dueFigure),
  async handler(call) {
    const rows = await read(call, 'due');
    const sum = (day: string, tasks: boolean) =>
      rows.filter(({ a, b }) => a === day && (b === 'task') === tasks).reduce((total, { n }) => total + n, 0);
    return all(
      nextDays(DAYS_AHEAD, parisDate(call.at)).map((day) => ({
        ...{ day, dossiers: sum(day, false), tasks: sum(day, true) },
      })),
    );
  },
});

export const burndownFigures = route({
  ...OF_FIGURES,
  path: '/dashboard/burndown',
  summary: 'Campagnes : dossiers encore ouverts, jour après jour',
  query: weeksQuery,
  responses: listed(burndownFigure),
  async handler(call) {
    const [from = ''] = lastWeeks(call.query.weeks, parisDate(call.at));
    const rows = (await read(call, 'campaign')).filter(({ b }) => b >= from);
    const ids = [...new Set(rows.map(({ a }) => a))];
    const campaigns = await call.deps.db.campaign.findMany({
      where: { id: { in: ids } },
      select: { id: true, name: true },
    });
    const names = new Map(campaigns.map(({ id, name }) => [id, name]));
    return all(rows.map(({ a, b, n }) => ({ campaignId: a, campaign: names.get(a) ?? '', day: b, open: n })));
  },
});

export const refusedFigures = route({
  ...OF_FIGURES,
  path: '/dashboard/refused',
  summary: 'Courriels refusés ou incertains, par semaine',
  query: weeksQuery,
  responses: listed(refusedFigure),
  async handler(call) {
    const rows = await read(call, 'mail');
    const of = (state: string, week: string) => rows.find(({ a, b }) => a === state && b === week)?.n ?? 0;
    return all(
      lastWeeks(call.query.weeks, parisDate(call.at)).map((week) => ({
        ...{ week, refused: of('ENVOI_ECHOUE', week), doubtful: of('DOUTE', week) },
      })),
    );
  },
});
