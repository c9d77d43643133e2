import { describe, expect, test } from '@jest/globals';
import { dossierFrom, newDossier, Play } from '../../test/builders/dossier.ts';

describe('a campaign is cancelled: its word reaches each dossier later (§6.4)', () => {
  const cancelUnsigned = { type: 'cancelUnsigned', reason: 'campagne annulée (reportée)' } as const;
  const sent = () =>
    new Play(dossierFrom(newDossier()))
      .act({ type: 'open' })
      .fillEligibility()
      .task('VERIFIER_ELIGIBILITE', 'eligible')
      .completeBulletin();

  test('what nobody signed ends, and says why', () => {
    const play = sent().act(cancelUnsigned);
    expect(play.dossier.endedAs).toBe('ABANDONNE');
    expect(play.dossier.facts.endReason).toContain('campagne annulée');
  });

  test('what the partner signed in between goes on', () => {
    const play = sent().signAll();
    const signed = structuredClone(play.dossier);
    expect(play.act(cancelUnsigned).dossier).toEqual(signed);
    expect(play.task('CONTRESIGNER', 'countersign').dossier.endedAs).toBeNull();
  });

  test('a signature that a return made void spares nothing', () => {
    const play = sent().signAll().task('CONTRESIGNER', 'return', { reason: 'à revoir' }).act(cancelUnsigned);
    expect(play.dossier.endedAs).toBe('ABANDONNE');
  });
});
