import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { Route } from './route.ts';
import { routes } from './routes/index.ts';

const ALL = 'total sort csv xlsx';
/** Lists that lack some of it: what, and why. */
const OTHERWISE: Readonly<Record<string, readonly [lacks: string, why: string]>> = {
  '/audit': ['total sort', 'evidence, in the order in which it was written and no other; it only grows'],
  '/partners/{id}/obligations': [ALL, 'a part of the page of a partner, by what is due first'],
  '/partners/{id}/documents': [ALL, 'a part of the page of a partner, by what one follows from'],
  '/partners/{id}/siret-corrections': [ALL, 'a part of the page of a partner; corrections have a list of their own'],
  '/processes/{id}/mails': [ALL, 'a part of the page of a dossier; mails have a list of their own'],
  '/processes/{id}/notes': [ALL, 'what colleagues say to each other, for no file'],
  '/processes/{id}/timeline': [ALL, 'a story, told in its order; its journal is exported'],
  '/tuteur/proteges': [ALL, 'what a search finds, by name; protégés are in no file that leaves the space (TUT-13)'],
  '/tuteur/missing-proteges': [ALL, 'questions and their answers, the newest first; they name protégés (TUT-13)'],
  '/tuteur/trace': [ALL, 'evidence, as the journal is; its references stay in the space (TUT-13)'],
  '/tuteur/demarches': [
    'total csv xlsx',
    'which of them a tuteur sees is judged one by one (TUT-18), and they name protégés (TUT-13)',
  ],
  '/esat/received/{year}': ['csv xlsx', 'its file is of its lines, for a program to read (ESAT-7)'],
  '/partners/{id}/afas/profiles': [ALL, 'a part of the page of one service'],
};

const shapeOf = (schema: unknown): Record<string, unknown> =>
  schema instanceof z.ZodObject ? (schema.shape as Record<string, unknown>) : {};
const answerOf = ({ responses }: Route) => shapeOf(responses['200']?.schema);
const paged = routes.filter(
  (route) => route.method === 'get' && 'items' in answerOf(route) && 'cursor' in shapeOf(route.query),
);
const paths = new Set(routes.map(({ path }) => path));

/** Columns that a list is sorted by, each from its start and from its end. */
const sortedBy = (route: Route): string[] => {
  const { sort } = shapeOf(route.query);
  if (!(sort instanceof z.ZodDefault)) return [];
  const asked = (sort.unwrap() as z.ZodEnum).options.map(String);
  return asked.filter((column) => !column.startsWith('-') && asked.includes(`-${column}`));
};

/** What people expect of a list wherever they meet one (U5). */
const lacks = (route: Route): string[] => [
  ...('total' in answerOf(route) ? [] : ['total']),
  ...(sortedBy(route).length > 1 ? [] : ['sort']),
  ...['csv', 'xlsx'].filter((format) => !paths.has(`${route.path}.${format}`)),
];

describe('lists (U5)', () => {
  it.each(paged.map((route) => [route.path, route] as const))('%s: total, order, files', (path, route) => {
    expect(lacks(route).join(' ')).toBe(OTHERWISE[path]?.[0] ?? '');
  });

  it('names no list that is none', () => {
    expect(Object.keys(OTHERWISE).filter((path) => !paged.some((route) => route.path === path))).toEqual([]);
  });

  it('on pages: the heads of a list sort it', () => {
    const listing = readdirSync('web', { recursive: true, encoding: 'utf8' })
      .filter((file) => /^(?!kit\/).*(?<!\.test)\.tsx$/.test(file))
      .map((file) => ({ file, text: readFileSync(`web/${file}`, 'utf8') }))
      .filter(({ text }) => /<(Listing|CheckedLines)\b/.test(text));
    expect(listing.length).toBeGreaterThan(10);
    expect(listing.filter(({ text }) => !text.includes('sortedHeads(')).map(({ file }) => file)).toEqual([
      'campaigns/checkPage.tsx', // its table and its heads are figures.tsx's
      'campaigns/onePage.tsx',
      'tasks/pages.tsx', // its table is the home page's too
    ]);
  });

  it('on pages: a list that is paged says its total, bears its order and its files, unless it is one of those', () => {
    const without = readdirSync('web', { recursive: true, encoding: 'utf8' })
      .filter((file) => /^(?!kit\/).*(?<!\.test)\.tsx$/.test(file))
      .filter((file) => readFileSync(`web/${file}`, 'utf8').includes('<NextPage'));
    expect(without.sort()).toEqual([
      'demarches/pages.tsx',
      'esatDeclarations/receivedPages.tsx',
      'partners/obligations.tsx',
      'proteges/missingPages.tsx',
      'proteges/tracePages.tsx',
    ]);
  });
});
