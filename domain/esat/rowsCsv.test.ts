import { expect, test } from '@jest/globals';
import { CSV_HEAD, rowCsv } from './rowsCsv.ts';

test('S8, U5: a row becomes one line, whatever was typed in its cells', () => {
  const line = rowCsv({
    row: 12,
    siret: '99991041700016',
    raisonSociale: '=cmd|"/C calc"!A0\nsuite',
    caf: '01',
    verdict: 'held',
    reasons: [
      { code: 'TELEPHONE_INVALIDE', column: 'Courriel', message: '+33 illisible' },
      { code: 'LIGNE_EN_DOUBLE', column: '', message: '@seul' },
    ],
    useCase: 3,
    processId: null,
  });
  expect(line).toBe(
    '"12";"999 910 417 00016";"\'=cmd|""/C calc""!A0\nsuite";"01";"Retenue";"Courriel : +33 illisible @seul";"3";""\r\n',
  );
  expect(CSV_HEAD.split(';')).toHaveLength(line.split(';').length);
});
