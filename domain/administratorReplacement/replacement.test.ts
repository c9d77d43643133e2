import { describe, expect, test } from '@jest/globals';
import { dossierFrom, inForce, newDossier, Play } from '../../test/builders/dossier.ts';
import type { Dossier, DossierPeople } from '../dossier/types.ts';
import { replacementFacts } from './replacement.ts';
import type { Replacement } from './types.ts';

const AT = '2026-03-02T09:00:00Z';
const CLAIRE = { firstName: 'Claire', lastName: 'Aubert', email: 'claire.aubert@tilleuls.example', userId: 'claire' };
const ZOE = { firstName: 'Zoé', lastName: 'Picard', email: 'zoe.picard@tilleuls.example', userId: null, phone: null };

/** Claire was the last one and has left. */
function leaving(incoming: Replacement['incoming'], over: Partial<Dossier> = {}): Play {
  const dossier = newDossier({ type: 'conventionnement', esat: null });
  const known = dossierFrom(dossier, inForce({ siret: dossier.partner.siret }));
  const facts = replacementFacts({ leaving: CLAIRE, incoming, closesOn: null, reminders: 0 });
  const people = { administrateurs: [{ name: 'Claire', email: CLAIRE.email, closesOn: '2026-03-02' }], groups: [] };
  return new Play({ ...known, type: 'administratorReplacement', facts, people, ...over }, AT);
}

/** … and the process, once begun, looks at who administers. */
function left(incoming: Replacement['incoming'], ...others: DossierPeople['administrateurs']): Play {
  const play = leaving(incoming).act({ type: 'open' });
  play.dossier.people.administrateurs.push(...others);
  return play.act({ type: 'tick' });
}
const tasks = (play: Play) => play.dossier.tasks.map(({ kind, state }) => `${kind} ${state}`);

describe('the search for a successor (ADM-3)', () => {
  test('ends by itself once somebody administers another way, with the reason to the Caf', () => {
    const play = left(null, { name: 'Zoé', email: ZOE.email, closesOn: null });
    expect([play.dossier.endedAs, tasks(play)]).toEqual(['ABANDONNE', ['REMPLACER_ADMINISTRATEUR ANNULEE']]);
    expect(play.mails.find(({ params }) => params.template === 'MAIL-54')?.params).toMatchObject({
      reason: expect.stringContaining('de nouveau un administrateur'),
    });
  });

  test('goes on while nobody does, and where somebody was named', () => {
    const closed = { name: 'Zoé', email: ZOE.email, closesOn: '2026-03-01' };
    for (const play of [left(null), left(null, closed)])
      expect([play.dossier.endedAs, tasks(play)]).toEqual([null, ['REMPLACER_ADMINISTRATEUR OUVERTE']]);
    expect(left(ZOE, { ...closed, closesOn: null }).dossier.endedAs).toBeNull();
  });

  test('asks the Caf nothing where it has ended by its first step: somebody administers, or the convention is closed', () => {
    const people = { administrateurs: [{ name: 'Zoé', email: ZOE.email, closesOn: null }], groups: [] };
    for (const play of [leaving(null, { people }), leaving(null, { inForce: [] })]) {
      play.act({ type: 'open' });
      expect([play.dossier.endedAs, tasks(play)]).toEqual(['ABANDONNE', []]);
      expect(play.audit.map(({ action }) => action)).toEqual(['dossier.end']);
    }
  });
});
