import { describe, expect, it } from '@jest/globals';
import { givesNoT9, takenSince } from '../tuteur/exclusive.ts';
import type { NationalService } from './national.ts';
import { isOpenHere, type Opening, standingOf } from './standing.ts';

const AT = new Date('2026-03-10T09:00:00Z');
const opening = (over: Partial<Opening> = {}): Opening => ({
  id: 'o',
  service: 'ADONIS',
  bulletinId: 'b',
  state: 'OUVERTE',
  opensOn: '2026-01-10',
  reason: null,
  suspendedAt: null,
  suspendedUntil: null,
  suspendedBy: null,
  ...over,
});
const national = (over: Partial<NationalService> = {}): NationalService => ({
  service: 'ADONIS',
  state: 'FERME',
  reason: 'Panne.',
  since: AT,
  until: null,
  opensOn: null,
  searchBy: null,
  processId: null,
  ...over,
});
const suspended = opening({ state: 'SUSPENDUE', reason: 'Incident', suspendedAt: AT });

describe('where a service stands for the people of a partner (§4.3, domain.md §5)', () => {
  it('what concerns everyone is told first; then this partner; one open bulletin is enough (DEL-6)', () => {
    const stands = (openings: Opening[], nationals: NationalService[] = []) =>
      standingOf('ADONIS', openings, nationals, AT).standing;
    expect(stands([opening()])).toBe('OUVERT');
    expect(stands([opening({ state: 'FERMEE' }), opening()])).toBe('OUVERT');
    expect(stands([opening()], [national()])).toBe('FERME');
    expect(stands([opening()], [national({ service: 'ESAT' })])).toBe('OUVERT');
    expect(stands([opening()], [national({ until: AT })])).toBe('OUVERT');
    expect(stands([suspended])).toBe('SUSPENDU');
    expect(stands([opening({ state: 'PRETE' })])).toBe('A_VENIR');
    expect(stands([opening({ state: 'FERMEE' })])).toBe('CLOS');
    expect(stands([opening({ service: 'ESAT' })])).toBe('CLOS');
  });

  it('says since when it is suspended, why and until when; at that instant it is open, whatever its process has done', () => {
    expect(standingOf('ADONIS', [suspended], [], AT)).toEqual({
      standing: 'SUSPENDU',
      detail: 'Le service est suspendu pour votre organisme depuis le 10/03/2026 : Incident.',
      next: 'La Caf le rouvre, une fois levé ce qui le suspend.',
    });
    const until = opening({ ...suspended, suspendedUntil: new Date('2026-03-12T11:00:00Z') });
    expect(standingOf('ADONIS', [until], [], AT).next).toBe('Il rouvre de lui-même le 12/03/2026 à 12h00.');
    expect([AT, new Date('2026-03-12T11:00:00Z')].map((at) => isOpenHere(until, at))).toEqual([false, true]);
  });
});

describe('Cdap T9 or the Espace Tuteur (TUT-5)', () => {
  const tuteur = opening({ service: 'TUTEUR' });
  const taken = { t9SuspendedAt: AT };

  it('T9 is gone while the space may be used, and there whenever it may not: nobody is left without both (TUT-12)', () => {
    expect(givesNoT9({ t9SuspendedAt: null }, [tuteur], [], AT)).toBe(false);
    expect(givesNoT9(taken, [tuteur], [], AT)).toBe(true);
    expect(givesNoT9(taken, [tuteur], [national({ service: 'TUTEUR', state: 'FERME_REPLI' })], AT)).toBe(false);
    expect(givesNoT9(taken, [{ ...tuteur, state: 'SUSPENDUE' }], [], AT)).toBe(false);
    expect(givesNoT9(taken, [], [], AT)).toBe(false);
  });

  it('a group loses it at once where the space is open, by its switch and with the role T9 only', () => {
    const group = { service: 'CDAP', role: 'T9', closedAt: null, exclusiveT9: true, t9SuspendedAt: null };
    expect(takenSince(group, [tuteur], AT)).toEqual(AT);
    expect(takenSince({ ...group, t9SuspendedAt: new Date(0) }, [tuteur], AT)).toEqual(new Date(0));
    expect(takenSince(group, [{ ...tuteur, state: 'SUSPENDUE' }], AT)).toBeNull();
    for (const over of [{ exclusiveT9: false }, { role: 'T2' }, { role: null }, { closedAt: AT }, { service: 'ESAT' }])
      expect(takenSince({ ...group, t9SuspendedAt: AT, ...over }, [tuteur], AT)).toBeNull();
  });
});
