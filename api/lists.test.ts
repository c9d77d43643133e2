import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { Route } from './route.ts';
import { routes } from './routes/index.ts';

/** Lists that lack some of it, each with its reason. */
const OTHERWISE: Readonly<Record<string, string>> = {
  '/audit': 'the journal is read in the order in which it was written; it is a file for who checks it',
  '/groups/{id}/members': 'a part of the page of a group; people are exported from their own list',
  '/partners/{id}/obligations': 'a part of the page of a partner, by what is due first',
  '/partners/{id}/documents': 'a part of the page of a partner, by what one follows from',
  '/partners/{id}/siret-corrections': 'a part of the page of a partner; corrections have a list of their own',
  '/processes/{id}/mails': 'a part of the page of a dossier; mails have a list of their own',
  '/esat/campaigns/{id}/rows': 'lines of a file, in its order or from its end; their verdict is a filter',
  '/esat/campaign-checks/{checkId}/rows': 'the same',
  '/processes/{id}/notes': 'what colleagues say to each other, for no file',
  '/processes/{id}/timeline': 'a story, told in its order; its journal is exported',
  '/tuteur/reopenings': 'one a year',
  '/tuteur/reopenings/{id}/rows': 'lines of a file, in its order',
  '/tuteur/reopenings/{id}/tuteurs': 'what the gates of a reopening count, in the order of the references',
  '/tuteur/proteges': 'protégés are in no file that leaves the space (TUT-13)',
  '/tuteur/missing-proteges': 'the same',
  '/tuteur/trace': 'the same',
  '/tuteur/demarches': 'the same',
  '/esat/changes': 'it names no worker, and stands in no file',
  '/esat/received/{year}': 'its figures stand above it; every line of it is a file of its own',
  '/esat/received/{year}/missing': 'how many there are stands on the page that leads to it; by name alone',
  '/partners/{id}/afas/profiles': 'a part of the page of one service',
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
  ...(sortedBy(route).length > 1 ? [] : ['sort by more than one column']),
  ...['csv', 'xlsx'].filter((format) => !paths.has(`${route.path}.${format}`)),
];

describe('lists (U5)', () => {
  it.each(paged.map((route) => [route.path, route] as const))('%s: total, order, files', (path, route) => {
    if (path in OTHERWISE) expect(lacks(route)).not.toEqual([]);
    else expect(lacks(route)).toEqual([]);
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
