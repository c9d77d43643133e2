import { describe, expect, it } from '@jest/globals';
import { asksForCorrection, blocks, proposedSiret, savedByCorrection, tuteurFinding } from './verdict.ts';

const MCP = '99992245300017';
const line = (siret: string, proteges = 10) => ({ siren: siret.slice(0, 9), siret, proteges });

describe('verdicts of the SIRET check, in the order of domain.md §5', () => {
  it.each([
    ['ABSENT_TIERSI', []],
    ['ECART_SIREN', [line('99994653600012')]],
    // another SIREN comes before a count of nothing, and one line of it is enough
    ['ECART_SIREN', [line('99994653600012', 0)]],
    ['ECART_SIREN', [line(MCP), line('99994653600012')]],
    ['AUCUN_PROTEGE', [line(MCP, 0), line('99992245300025', 0)]],
    ['AUCUN_PROTEGE', [line('99992245300025', 0)]],
    ['MULTI_SIRET', [line(MCP), line('99992245300025')]],
    ['ECART_SIRET_MEME_SIREN', [line('99992245300025')]],
    ['CONFORME', [line(MCP)]],
    ['CONFORME', [line(MCP, 4), line(MCP, 6)]],
  ] as const)('%s', (verdict, known) => {
    expect(tuteurFinding(MCP, known)).toMatchObject({ verdict, flags: [] });
  });

  it('siretMcpInconnu: several SIRETs, and none of them is the one of MCP', () => {
    const found = tuteurFinding(MCP, [line('99992245300025'), line('99992245300033')]);
    expect(found).toMatchObject({ verdict: 'MULTI_SIRET', flags: ['siretMcpInconnu'] });
  });

  it('TUT-8, TUT-9: what the SIREN shows, and what the SIRET alone would', () => {
    const several = [line(MCP, 5), line('99992245300025', 7), line('99992245300033', 9)];
    expect(tuteurFinding(MCP, several)).toMatchObject({ bySiren: 21, bySiret: 5, proteges: 21 });
    expect(tuteurFinding(MCP, [line('99992245300025', 7)])).toMatchObject({ bySiren: 7, bySiret: 0 });
    expect(tuteurFinding(MCP, [line('99994653600012', 7)])).toMatchObject({ bySiren: 0, bySiret: 0, proteges: 7 });
    expect(tuteurFinding(MCP, [])).toMatchObject({ siren: null, sirets: [], proteges: 0 });
  });
});

describe('what follows from a verdict', () => {
  const judged = (verdict: Parameters<typeof blocks>[0], flags: string[] = []) => ({ verdict, flags });

  it('TUT-11, TUT-12: another SIREN, absent from Tiersi and no protégé block; the others open', () => {
    const all = [
      'CONFORME',
      'ECART_SIRET_MEME_SIREN',
      'MULTI_SIRET',
      'ECART_SIREN',
      'ABSENT_TIERSI',
      'AUCUN_PROTEGE',
    ] as const;
    expect(all.filter(blocks)).toEqual(['ECART_SIREN', 'ABSENT_TIERSI', 'AUCUN_PROTEGE']);
  });

  it('a correction is asked for where the SIRET of MCP is not in Tiersi; the gate counts only those whom it saves', () => {
    expect(asksForCorrection(judged('ECART_SIREN'))).toBe(true);
    expect(savedByCorrection(judged('ECART_SIREN'))).toBe(false);
    for (const one of [judged('ECART_SIRET_MEME_SIREN'), judged('MULTI_SIRET', ['siretMcpInconnu'])])
      expect([asksForCorrection(one), savedByCorrection(one)]).toEqual([true, true]);
    for (const verdict of ['CONFORME', 'MULTI_SIRET', 'ABSENT_TIERSI', 'AUCUN_PROTEGE'] as const)
      expect([asksForCorrection(judged(verdict)), savedByCorrection(judged(verdict))]).toEqual([false, false]);
  });

  it('TUT-7: what is proposed is the establishment of the same SIREN with most protégés, else of the other one', () => {
    expect(proposedSiret(MCP, [line('99992245300025', 3), line('99992245300033', 8)])).toBe('99992245300033');
    expect(proposedSiret(MCP, [line('99994653600012', 90), line('99992245300025', 3)])).toBe('99992245300025');
    expect(proposedSiret(MCP, [line('99994653600012'), line('99994653600020', 40)])).toBe('99994653600020');
    expect(proposedSiret(MCP, [line(MCP)])).toBeNull();
    expect(proposedSiret(MCP, [])).toBeNull();
  });
});
