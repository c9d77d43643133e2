import { describe, expect, it } from '@jest/globals';
import { correctRow } from '../campaign/corrections.ts';
import type { SheetRow } from '../formats/sheet.ts';
import { COLUMNS, type ColumnKey } from './columns.ts';
import { type JudgedRow, judgeRows } from './rows.ts';
import { type ListLine, listOf } from './rowsBuilder.ts';

const O1 = '99991041700016';
const KNOWN: ListLine = { connuMcp: 'Oui', siretConventionMcp: O1, modeDeGestion: 'Délégué' };
const at = (key: ColumnKey) => COLUMNS.findIndex((column) => column.key === key);

function judge(rows: readonly SheetRow[]): JudgedRow[] {
  return judgeRows(rows, { existing: new Map(), activeConventions: new Set(), changingMode: new Set() });
}

function judgeOne(line: ListLine, unknown: SheetRow['unknown'] = []): JudgedRow {
  const [header, row] = listOf(line);
  const [judged] = header && row ? judge([header, { ...row, unknown }]) : [];
  if (!judged) throw new Error('No row was judged');
  return judged;
}

const told = ({ verdict, reasons }: JudgedRow) => [verdict, ...reasons.map(({ code }) => code)];

describe('a cell whose value cannot be known is not an empty one', () => {
  it.each([
    ['raisonSociale', 'B2'],
    ['connuMcp', 'I2'],
    ['connuHabtiers', 'M2'],
    ['actifHabtiers', 'N2'],
    ['courriel', 'G2'],
    ['telephone', 'H2'],
    ['adresse', 'C2'],
    ['codePostal', 'D2'],
    ['commune', 'E2'],
    ['numeroConventionMcp', 'J2'],
    ['siretConventionMcp', 'K2'],
    ['modeDeGestion', 'L2'],
  ] as const)(
    'an error in %s holds the row with the cell, and with nothing that an empty one would say',
    (key, cell) => {
      const judged = judgeOne({ ...KNOWN, connuHabtiers: 'Oui', actifHabtiers: 'Oui', [key]: '' }, [
        { index: at(key), error: '#N/A' },
      ]);
      expect(told(judged)).toEqual(['held', 'CELLULE_EN_ERREUR']);
      expect(judged.reasons[0]?.message).toMatch(new RegExp(`^${cell} : #N/A\\..*libérez la ligne\\.$`));
      expect(judged.reasons[0]?.column).toBe(COLUMNS[at(key)]?.header);
    },
  );

  it('so does a formula that was saved without its result', () => {
    const judged = judgeOne({ connuMcp: '' }, [{ index: at('connuMcp'), error: null }]);
    expect(told(judged)).toEqual(['held', 'CELLULE_NON_CALCULEE']);
    expect(judged.reasons[0]?.message).toMatch(/^I2 : formule/);
    expect(judged.warnings).toEqual([]);
  });

  it.each(['siret', 'departement'] as const)('without its %s nobody knows whose row it is: refused', (key) => {
    const judged = judgeOne({ [key]: '' }, [{ index: at(key), error: '#REF!' }]);
    expect(told(judged)).toEqual(['refused', 'CELLULE_EN_ERREUR']);
  });

  it('a line that holds nothing else is a row, and an error in a column nobody reads is none of its business', () => {
    const [header] = listOf();
    if (!header) throw new Error('No header');
    const cells = { row: 2, cells: [] };
    expect(judge([header, { ...cells, unknown: [{ index: 0, error: '#N/A' }] }])).toHaveLength(1);
    expect(judge([header, { ...cells, unknown: [{ index: 60, error: '#N/A' }] }])).toEqual([]);
    expect(told(judgeOne({}, [{ index: 60, error: '#N/A' }]))).toEqual(['accepted']);
  });

  it('contradicts no other row of its SIRET', () => {
    const [header, row, other] = listOf({ connuMcp: '' }, {});
    if (!header || !row || !other) throw new Error('No rows');
    const judged = judge([header, { ...row, unknown: [{ index: at('connuMcp'), error: '#N/A' }] }, other]);
    expect(judged.map(told)).toEqual([
      ['held', 'CELLULE_EN_ERREUR'],
      ['duplicate', 'LIGNE_EN_DOUBLE'],
    ]);
  });

  it('is released only with the answer', () => {
    const judged = judgeOne({ connuMcp: '' }, [{ index: at('connuMcp'), error: '#N/A' }]);
    const release = (corrections: object) => () => correctRow(judged, corrections);
    expect(release({})).toThrow(expect.objectContaining({ code: 'SAISIE_INVALIDE' }));
    expect(release({ knownInMcp: false })().useCase).toBe(1);
    const nameless = judgeOne({ raisonSociale: '' }, [{ index: at('raisonSociale'), error: '#N/A' }]);
    expect(() => correctRow(nameless, {})).toThrow();
    expect(correctRow(nameless, { raisonSociale: ' ESAT  Neuf' }).raisonSociale).toBe('ESAT Neuf');
  });
});

describe('what a spreadsheet made of what was typed', () => {
  it.each(['9,9991E+13', '9.99910417E13', '99991000000000', '6980513300076'])(
    'a SIRET shortened to %s is said with its cell',
    (siret) => {
      const judged = judgeOne({ siret });
      expect(told(judged)).toEqual(['refused', 'SIRET_ABREGE']);
      expect(judged.reasons[0]?.message).toContain(`A2 : « ${siret} »`);
    },
  );

  it('one of the convention holds the row', () => {
    const judged = judgeOne({ ...KNOWN, siretConventionMcp: '9,9991E+13' });
    expect(told(judged)).toEqual(['held', 'SIRET_ABREGE']);
  });

  it.each(['codePostal', 'telephone', 'numeroConventionMcp'] as const)('a date in %s holds the row', (key) => {
    const judged = judgeOne({ ...KNOWN, [key]: '03/05/2024' });
    expect(told(judged)).toEqual(['held', 'CELLULE_DATE']);
    expect(judged.reasons[0]?.message).toContain('« 03/05/2024 »');
    expect(judged.phone).toBe('');
  });
});

describe('a row that contradicts itself', () => {
  it.each([{ siretConventionMcp: O1 }, { numeroConventionMcp: '24_118' }, { connuMcp: '', siretConventionMcp: O1 }])(
    'is held: not known in MCP, yet with a convention (%j)',
    (line) => {
      const judged = judgeOne(line);
      expect(told(judged)).toEqual(['held', 'LIGNE_INCOHERENTE']);
      expect(() => correctRow(judged, {})).toThrow();
      expect(correctRow(judged, { knownInMcp: false }).knownInMcp).toBe(false);
    },
  );

  it.each(['Non', ''])(
    'not known in MCP (%j), yet with a mode de gestion, is said: the campaign’s applies',
    (connuMcp) => {
      const judged = judgeOne({ connuMcp, connuHabtiers: 'Oui', actifHabtiers: 'Oui', modeDeGestion: 'délégué' });
      expect([judged.verdict, ...judged.warnings.map(({ code, column }) => [code, column])]).toEqual([
        'accepted',
        ['LIGNE_INCOHERENTE', 'Mode de gestion'],
      ]);
      expect(judged.warnings[0]?.message).toContain('« délégué »');
    },
  );

  it('not known in Habtiers, yet active there, is said', () => {
    const judged = judgeOne({ ...KNOWN, connuHabtiers: 'Non', actifHabtiers: 'Oui' });
    expect([judged.verdict, ...judged.warnings.map(({ code }) => code)]).toEqual(['accepted', 'LIGNE_INCOHERENTE']);
  });
});
