import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { TASK_KINDS, type TaskKind } from '../../domain/task/kinds.ts';
import { freshForm } from '../../web/kit/form.tsx';
import { TaskPage } from '../../web/tasks/pages.tsx';
import { document as paper, person, task, view } from '../builders/hostilePages.ts';
import { openBrowser, picture } from './browser.ts';

/** Of an agent's ordinary screen. */
const SCREEN = { width: 1_280, height: 800 };
const STYLES = readFileSync('web/assets/passerelle.css', 'utf8');

let browser: Browser;
beforeAll(async () => {
  browser = await openBrowser();
});
afterAll(() => browser?.close());

/** A long request: four services, their questions, a complement. */
const FACTS = Array.from({ length: 20 }, (_, n) =>
  n % 5 === 0
    ? ([
        `Question ${n} sur les missions de l'organisme`,
        'Gestion d’un établissement au titre de l’aide sociale',
      ] as const)
    : ([`Élément ${n}`, 'Association Les Tilleuls'] as const),
);
const DOCUMENTS = ['convention', 'contrat de services', "bulletin d'adhésion"].map((label, n) => ({
  ...paper,
  ...{ id: `document-${n}`, label, reason: null, number: null },
}));

/** A task as an agent meets it, with the most that its page may show. */
const page = (kind: TaskKind) => {
  const one = task(kind);
  const reason = "La demande DA-2026-00012 de l'association Les Tilleuls attend d'être examinée.";
  const shown = {
    ...one,
    dossierType: 'conventionnement',
    label: TASK_KINDS[kind].label,
    dossierLabel: 'Association Les Tilleuls',
    reason,
  };
  return TaskPage({
    view: { ...view, flash: null, person: { ...person, firstName: 'Anne', lastName: 'Martin' } },
    data: {
      task: { ...shown, assignee: null },
      ...{
        facts: kind === 'EXAMINER_DEMANDE' ? FACTS : FACTS.slice(0, 12),
        documents: kind === 'EXAMINER_DEMANDE' ? [] : DOCUMENTS,
        forms: { accept: freshForm('issue-accept') },
        may: true,
      },
      ...{
        profiles: ['T1', 'T2', 'T4'],
        services: ['AFAS', 'ADONIS'],
        home: '/dossiers/d',
        needless: [],
        queued: true,
      },
      ...{ subjects: [{ value: 'piece', label: 'Une pièce' }], mine: false, assign: freshForm('confier') },
      colleagues: [{ id: 'c', name: 'Claire Petit' }],
    },
  });
};

describe('a decision and what it is judged by stand on one screen (1280 × 800)', () => {
  it.each(Object.keys(TASK_KINDS) as TaskKind[])('%s', async (kind) => {
    const seen = await browser.newPage({ viewport: SCREEN, locale: 'fr-FR' });
    await seen.setContent(String(await page(kind)));
    await seen.addStyleTag({ content: STYLES });
    await picture(seen, `tache-${kind}`);
    const bottom = await seen.evaluate(() =>
      Math.max(...[...document.querySelectorAll('main section')].map((one) => one.getBoundingClientRect().bottom)),
    );
    expect(bottom).toBeLessThanOrEqual(SCREEN.height);
    expect(await seen.evaluate(() => document.documentElement.scrollHeight)).toBeLessThanOrEqual(SCREEN.height + 120);
    await seen.close();
  });
});
