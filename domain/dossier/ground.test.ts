import { describe, expect, test } from '@jest/globals';
import { AGENT, dossierFrom, inForce, newDossier, Play } from '../../test/builders/dossier.ts';
import { replacementFacts } from '../administratorReplacement/replacement.ts';
import type { Replacement } from '../administratorReplacement/types.ts';
import type { ContractDocument } from '../document/types.ts';
import { groundClosed } from './ground.ts';
import type { Dossier } from './types.ts';

const AT = '2026-03-02T09:00:00Z';
const { partner } = newDossier();
const held = (): ContractDocument[] => inForce({ siret: partner.siret });
const without = (dossier: Dossier, kind: string): Dossier => ({
  ...dossier,
  inForce: dossier.inForce.filter((document) => document.kind !== kind),
});
const openTasks = ({ tasks }: Dossier) => tasks.filter(({ state }) => state === 'OUVERTE').map(({ kind }) => kind);

const ZOE = { firstName: 'Zoé', lastName: 'Picard', email: 'zoe.picard@tilleuls.example', userId: null, phone: null };
const CLAIRE = { firstName: 'Claire', lastName: 'Aubert', email: 'claire.aubert@tilleuls.example', userId: 'claire' };

function annexe(incoming: Replacement['incoming'] = ZOE): Play {
  const known = dossierFrom(newDossier({ type: 'conventionnement', esat: null }), held());
  const facts = replacementFacts({ leaving: CLAIRE, incoming, closesOn: null, reminders: 0 });
  return new Play({ ...known, type: 'administratorReplacement', facts }, AT).act({ type: 'open' });
}

/** The convention (or contrat) is closed by another dossier, and this one is told to look. */
function closed(play: Play, kind = 'CONVENTION'): Play {
  play.dossier = without(play.dossier, kind);
  play.mails = [];
  play.audit = [];
  return play.act({ type: 'tick' });
}

describe('a dossier whose convention is closed by another (CONV-13)', () => {
  test('annexe 3 ends by itself, in every state, with the reason in the journal and mails to everyone as a cancel sends them', () => {
    const signed = annexe();
    signed.signAll();
    for (const play of [annexe(), signed]) {
      const cancelled = new Play(play.dossier, AT).act({ type: 'cancel', reason: 'Erreur' }, AGENT);
      closed(play);
      expect([play.dossier.endedAs, play.document('ANNEXE_3').state, openTasks(play.dossier)]).toEqual([
        'ABANDONNE',
        'ABANDONNE',
        [],
      ]);
      expect(play.audit.find(({ action }) => action === 'dossier.end')?.label).toBe(
        "Dossier terminé : La convention n'est plus en vigueur, l'annexe 3 ne peut plus s'y rattacher.",
      );
      expect(play.mails.map(({ to }) => to).sort()).toEqual(cancelled.mails.map(({ to }) => to).sort());
      expect(play.templates()).toContain('MAIL-31');
    }
  });

  test('so does one for which nobody was named yet', () => {
    const play = annexe(null);
    expect(openTasks(play.dossier)).toEqual(['REMPLACER_ADMINISTRATEUR']);
    closed(play);
    expect([play.dossier.endedAs, openTasks(play.dossier)]).toEqual(['ABANDONNE', []]);
  });

  test('annexe 3 needs no contrat, and a successor convention carries it on (DEL-10)', () => {
    expect(closed(annexe(), 'CONTRAT').dossier.endedAs).toBeNull();
    const play = annexe();
    const [convention] = held();
    if (convention === undefined) throw new Error('no convention');
    play.dossier = { ...play.dossier, inForce: [{ ...convention, id: 'successor' }] };
    expect(play.act({ type: 'tick' }).dossier.endedAs).toBeNull();
  });

  test.each([
    ['CONVENTION', 'La convention'],
    ['CONTRAT', 'Le contrat de services'],
  ])('a bulletin on its way under a closed %s can never be countersigned: its dossier ends', (kind, words) => {
    const asked = newDossier({ type: 'conventionnement', esat: null, services: ['AFAS'] });
    const play = new Play(dossierFrom(asked, held()), AT).act({ type: 'open' });
    closed(play, kind);
    expect(play.dossier.endedAs).toBe('ABANDONNE');
    expect(play.dossier.facts.endReason).toMatch(new RegExp(`^${words} n'est plus en vigueur`));
  });

  test('documents that come with a convention of their own go on: that one will carry them (DEL-5)', () => {
    const asked = newDossier({
      type: 'conventionnement',
      esat: null,
      services: ['CDAP'],
      delegationMode: 'CENTRALISE',
    });
    const play = new Play(dossierFrom(asked, held()), AT).act({ type: 'open' });
    play.dossier = { ...play.dossier, inForce: [] };
    expect(play.act({ type: 'tick' }).dossier.endedAs).toBeNull();
  });

  test('an Esat dossier that is not at its documents yet makes a convention of its own, and opens with it (ESAT-14)', () => {
    const known = { knownInMcp: true, knownInHabtiers: false, activeInHabtiers: null, conventionNumber: '22_051' };
    const esat = { ...known, conventionSiret: partner.siret, conventionMode: 'DELEGUE' as const };
    const play = new Play(dossierFrom(newDossier({ esat }), held()), AT).act({ type: 'open' });
    play.dossier = { ...play.dossier, inForce: [] };
    play.eligibleByCaf().task('VERIFIER_MISSION', 'confirmed');
    play.completeBulletin().signAll().task('CONTRESIGNER', 'countersign');
    expect(play.dossier.services.map(({ state }) => state)).toEqual(['OUVERTE']);
  });
});

test('what rests on a convention is told when one stops being in force, not of anything else', () => {
  const play = new Play(
    dossierFrom(newDossier({ type: 'conventionnement', esat: null, services: ['AFAS'] }), held()),
    AT,
  );
  const begun = play.act({ type: 'open' }).dossier;
  play.completeBulletin().signAll().task('CONTRESIGNER', 'countersign');
  expect(groundClosed(begun, play.dossier)).toBe(false);
  const open = play.dossier;
  play.act({ type: 'close', documentId: play.document('BULLETIN').id, reason: 'Essai' }, AGENT);
  expect(groundClosed(open, play.dossier)).toBe(false);
  play.act({ type: 'close', documentId: 'contrat', reason: 'Essai' }, AGENT);
  expect(groundClosed(open, play.dossier)).toBe(true);
  expect(groundClosed(play.dossier, play.dossier)).toBe(false);
});
