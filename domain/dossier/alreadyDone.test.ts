import { describe, expect, test } from '@jest/globals';
import { sha256 } from '../../adapters/store/ids.ts';
import { AGENT, dossierFrom, forO6, inForce, newDossier, PARTNER, Play } from '../../test/builders/dossier.ts';
import { refused } from '../../test/refused.ts';
import { replacementFacts } from '../administratorReplacement/replacement.ts';
import { canonicalContent } from '../document/canonical.ts';

const ZOE = { firstName: 'Zoé', lastName: 'Picard', email: 'zoe.picard@tilleuls.example', userId: null, phone: null };
const WHEN = /le 02\/03\/2026 à 10h00/;

function conventionnement(): Play {
  return new Play(dossierFrom(forO6())).act({ type: 'open' }).completeBulletin();
}

function replacement(): Play {
  const dossier = newDossier({ type: 'conventionnement', esat: null });
  const known = dossierFrom(dossier, inForce({ siret: dossier.partner.siret }));
  const facts = replacementFacts({ leaving: null, incoming: ZOE, closesOn: null, reminders: 0 });
  const people = {
    administrateurs: [{ name: 'Claire', email: 'claire@tilleuls.example', closesOn: null }],
    groups: [],
  };
  return new Play({ ...known, type: 'administratorReplacement', facts, people }).act({ type: 'open' });
}

function esat(): Play {
  const play = new Play(dossierFrom(newDossier())).act({ type: 'open' });
  return play.fillEligibility().task('VERIFIER_ELIGIBILITE', 'eligible').completeBulletin();
}

const KINDS: [string, () => Play][] = [
  ['a conventionnement', conventionnement],
  ['an annexe 3', replacement],
  ['an Esat onboarding', esat],
];
const toSign = (play: Play) => play.dossier.documents.filter(({ state }) => state === 'A_SIGNER');
const asked = (play: Play) => ({
  ids: toSign(play).map(({ id }) => id),
  sign: {
    type: 'sign' as const,
    documents: toSign(play).map((one) => ({ id: one.id, version: one.version, hash: sha256(canonicalContent(one)) })),
    name: 'Anne Roy',
    function: 'Directrice',
  },
});
/** An hour later somebody asks for what was done. */
const later = (play: Play) => play.later('2026-03-02T10:00:00Z');

describe.each(KINDS)('done is not dead, of %s: what, when and by whom (U9)', (_, begin) => {
  test('signed', () => {
    const play = begin();
    const { sign } = asked(play);
    play.act(sign, PARTNER);
    const told = refused(() => later(play).act(sign, PARTNER));
    expect([told?.code, told?.message]).toEqual(['DEJA_SIGNE', expect.stringMatching(WHEN)]);
    expect(told?.message).toContain('par Anne Roy');
  });

  test('declined, also after the dossier has ended by it', () => {
    const play = begin();
    const { ids } = asked(play);
    const decline = { type: 'decline' as const, documentIds: ids, reason: 'Plus besoin' };
    play.act(decline, PARTNER);
    for (const end of [() => play, () => giveUp(play)]) {
      const told = refused(() => later(end()).act(decline, PARTNER));
      expect([told?.code, told?.message]).toEqual(['DEJA_REFUSE', expect.stringMatching(WHEN)]);
      expect(told?.message).toContain('par le partenaire');
    }
  });

  test('withdrawn by the Caf, also after the end of the dossier', () => {
    const play = begin();
    const { ids } = asked(play);
    const withdraw = { type: 'withdrawDocuments' as const, documentIds: ids, reason: 'Doublon' };
    play.act(withdraw, AGENT);
    for (const end of [() => play, () => giveUp(play)]) {
      const told = refused(() => later(end()).act(withdraw, AGENT));
      expect([told?.code, told?.message]).toEqual(['DEJA_FAIT', expect.stringMatching(WHEN)]);
      expect(told?.message).toContain('retiré');
      expect(told?.message).toContain('Doublon');
    }
  });

  test('countersigned: a task that a colleague finished, and after the end', () => {
    const play = begin();
    play.act(asked(play).sign, PARTNER);
    const task = play.dossier.tasks.find(({ kind, state }) => kind === 'CONTRESIGNER' && state === 'OUVERTE');
    const complete = { type: 'completeTask' as const, taskId: task?.id ?? '', outcome: 'countersign', fields: {} };
    play.act(complete, AGENT);
    const told = refused(() => later(play).act(complete, AGENT));
    expect([told?.code, told?.message]).toEqual(['DEJA_CONTRESIGNE', expect.stringMatching(WHEN)]);
    expect(told?.message).toContain('par Agent Caf');
  });
});

function giveUp(play: Play): Play {
  return play.dossier.endedAs === null ? play.act({ type: 'cancel', reason: 'Sans suite' }, AGENT) : play;
}
