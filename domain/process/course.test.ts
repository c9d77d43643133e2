import { expect, test } from '@jest/globals';
import { stepsAt } from '../decision/step.ts';
import { datedSteps, plannedOf } from './course.ts';

const at = (day: number) => new Date(Date.UTC(2026, 2, day));
const LABELS = ['Documents', 'Contreseing', 'Ouverture'];
const labelOf = (step: string) => ({ documents: 'Documents', countersignature: 'Contreseing' })[step] ?? '';

test('a step that was passed has both its instants, the one where it stands the first alone, one ahead none', () => {
  const stays = [
    { step: 'CREE', enteredAt: at(1), leftAt: at(1) },
    { step: 'documents', enteredAt: at(1), leftAt: at(5) },
    { step: 'countersignature', enteredAt: at(5), leftAt: null },
  ];
  expect(datedSteps(stepsAt(LABELS, 1), stays, labelOf)).toEqual([
    { label: 'Documents', at: 'done', enteredAt: at(1), leftAt: at(5) },
    { label: 'Contreseing', at: 'current', enteredAt: at(5), leftAt: null },
    { label: 'Ouverture', at: 'ahead', enteredAt: null, leftAt: null },
  ]);
});

test('sent back, it stands in its former step since its first day there, and what lies ahead was not entered', () => {
  const stays = [
    { step: 'documents', enteredAt: at(1), leftAt: at(5) },
    { step: 'countersignature', enteredAt: at(5), leftAt: at(6) },
    { step: 'documents', enteredAt: at(6), leftAt: null },
  ];
  expect(datedSteps(stepsAt(LABELS, 0), stays, labelOf).map(({ enteredAt, leftAt }) => [enteredAt, leftAt])).toEqual([
    [at(1), null],
    [null, null],
    [null, null],
  ]);
});

test('what is planned says what happens, in words', () => {
  const ask = { documentId: null, what: 'Bulletin', since: at(1), remindersSent: 0, rule: 'REM-3' } as const;
  expect(plannedOf([{ at: at(8), what: 'remind', rule: 'REM-3', ask }])).toEqual([
    { at: at(8), what: 'Relance du partenaire (Bulletin)', rule: 'REM-3' },
  ]);
  expect(plannedOf([{ at: at(9), what: 'autre', rule: 'X' }])[0]?.what).toBe('Prochaine action automatique');
});
