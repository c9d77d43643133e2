import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { Route } from './route.ts';
import { routes } from './routes/index.ts';

const ALL = 'total sort csv xlsx';
/** Lists that lack some of it: what, and why. */
const OTHERWISE: Readonly<Record<string, readonly [lacks: string, why: string]>> = {
  '/audit': ['total sort', 'evidence, in the order in which it was written and no other; it only grows'],
  '/groups/{id}/members': ['csv xlsx', 'a part of the page of a group; people are exported from their own list'],
  '/partners/{id}/obligations': [ALL, 'a part of the page of a partner, by what is due first'],
  '/partners/{id}/documents': [ALL, 'a part of the page of a partner, by what one follows from'],
  '/partners/{id}/siret-corrections': [ALL, 'a part of the page of a partner; corrections have a list of their own'],
  '/processes/{id}/mails': [ALL, 'a part of the page of a dossier; mails have a list of their own'],
  '/esat/campaigns/{id}/rows': ['sort', 'lines of a file, in its order or from its end; their verdict is a filter'],
  '/esat/campaign-checks/{checkId}/rows': ['sort', 'the same'],
  '/processes/{id}/notes': [ALL, 'what colleagues say to each other, for no file'],
  '/processes/{id}/timeline': [ALL, 'a story, told in its order; its journal is exported'],
  '/tuteur/reopenings': [ALL, 'one a year'],
  '/tuteur/reopenings/{id}/rows': [
    ALL,
    'lines of a file, in its order; how many there are of each verdict stands above them',
  ],
  '/tuteur/reopenings/{id}/tuteurs': [ALL, 'by Caf and name; its figures, which the gates count, stand above it'],
  '/tuteur/proteges': [ALL, 'protégés are in no file that leaves the space (TUT-13)'],
  '/tuteur/missing-proteges': [ALL, 'the same'],
  '/tuteur/trace': [ALL, 'the same'],
  '/tuteur/demarches': [ALL, 'a part of the space, the newest first; they name protégés (TUT-13)'],
  '/esat/changes': ['csv xlsx', 'it names no worker, and stands in no file'],
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
      .filter(({ text }) => text.includes('<Listing'));
    expect(listing.length).toBeGreaterThan(10);
    expect(listing.filter(({ text }) => !text.includes('sortedHeads(')).map(({ file }) => file)).toEqual([
      'campaigns/checkPage.tsx', // lines of a file
      'campaigns/onePage.tsx',
      'tasks/pages.tsx', // its table is the home page's too
    ]);
  });

  it('on pages: a list that is paged says its total, bears its order and its files, unless it is one of those', () => {
    const without = readdirSync('web', { recursive: true, encoding: 'utf8' })
      .filter((file) => /^(?!kit\/).*(?<!\.test)\.tsx$/.test(file))
      .filter((file) => readFileSync(`web/${file}`, 'utf8').includes('<NextPage'));
    expect(without.sort()).toEqual([
      'activityChanges/pages.tsx',
      'demarches/pages.tsx',
      'esatDeclarations/receivedPages.tsx',
      'groups/pages.tsx', // members
      'proteges/missingPages.tsx',
      'proteges/tracePages.tsx',
      'reopenings/impactPage.tsx',
      'reopenings/listPage.tsx',
      'reopenings/onePage.tsx',
    ]);
  });
});
