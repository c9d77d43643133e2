import { describe, expect, it } from '@jest/globals';
import {
  isOpenNationally,
  NATIONAL_STATES,
  type NationalService,
  nationalRefusal,
  nationalStateAt,
  nationalWords,
} from './national.ts';

const AT = new Date('2025-01-10T09:00:00Z');
const tuteur = (over: Partial<NationalService> = {}): NationalService => ({
  service: 'TUTEUR',
  state: 'FERME_REPLI',
  reason: 'Des tuteurs ne voyaient pas leurs protégés.',
  since: new Date('2024-06-21T07:00:00Z'),
  until: null,
  opensOn: null,
  searchBy: 'SIRET',
  processId: null,
  ...over,
});

describe('where a service stands for everyone (domain.md §5)', () => {
  it('is open without a row and in OUVERT only; a suspension ends by itself at its instant, not before', () => {
    expect(isOpenNationally(null, AT)).toBe(true);
    expect(NATIONAL_STATES.filter((state) => isOpenNationally(tuteur({ state }), AT))).toEqual(['OUVERT']);
    const until = AT;
    expect(isOpenNationally(tuteur({ state: 'FERME', until }), new Date(AT.getTime() - 1))).toBe(false);
    expect(isOpenNationally(tuteur({ state: 'FERME', until }), AT)).toBe(true);
    expect([nationalStateAt(null, AT), nationalStateAt(tuteur(), AT)]).toEqual(['OUVERT', 'FERME_REPLI']);
    expect(nationalStateAt(tuteur({ until }), AT)).toBe('OUVERT');
  });

  it('says why, since when and what comes next; with the fallback people are told to use Cdap T9 (TUT-4)', () => {
    expect(nationalWords(tuteur({ state: 'OUVERT' }), AT)).toBeNull();
    expect(nationalWords(tuteur(), AT)).toEqual({
      detail:
        'Le service « Espace Tuteur » est fermé pour tous depuis le 21/06/2024 : Des tuteurs ne voyaient pas leurs protégés.',
      next: "Sa réouverture n'est pas encore fixée : il n'y a rien à demander à votre Caf. D'ici là, servez-vous du service « Consulter dossier » (Cdap), avec le profil T9.",
    });
    expect(nationalWords(tuteur({ state: 'REOUVERTURE_PREVUE', opensOn: '2025-01-18' }), AT)?.next).toBe(
      "Sa réouverture est prévue le 18/01/2025. D'ici là, servez-vous du service « Consulter dossier » (Cdap), avec le profil T9.",
    );
    expect(nationalWords(tuteur({ state: 'FERME', until: new Date('2025-01-11T11:00:00Z') }), AT)?.next).toBe(
      'Il rouvre de lui-même le 11/01/2025 à 12h00.',
    );
    // another service has nothing in its place
    expect(nationalWords(tuteur({ service: 'ADONIS' }), AT)?.next).not.toContain('Cdap');
  });

  it('refuses to open it for a partner meanwhile, and says that only the reopening does, and when (TUT-17)', () => {
    expect(nationalRefusal(null, AT)).toBeNull();
    expect(nationalRefusal(tuteur({ state: 'OUVERT' }), AT)).toBeNull();
    expect(nationalRefusal(tuteur({ until: AT }), AT)).toBeNull();
    expect(nationalRefusal(tuteur(), AT)).toMatchObject({
      code: 'SERVICE_FERME_POUR_TOUS',
      rule: 'TUT-17',
      message:
        'Le service « Espace Tuteur » est fermé pour tous : seule sa réouverture nationale peut l’ouvrir, dont la date n’est pas fixée.',
    });
    expect(nationalRefusal(tuteur({ state: 'REOUVERTURE_PREVUE', opensOn: '2025-01-18' }), AT)?.message).toMatch(
      /prévue le 18\/01\/2025\.$/,
    );
    // another service is prepared meanwhile
    expect(nationalRefusal(tuteur({ service: 'ADONIS', state: 'FERME' }), AT)).toBeNull();
  });
});
