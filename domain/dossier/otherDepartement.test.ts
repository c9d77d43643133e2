import { describe, expect, test } from '@jest/globals';
import { AGENT, dossierFrom, newDossier, Play } from '../../test/builders/dossier.ts';
import { refused } from '../../test/refused.ts';

/** A dossier of Caf 93 whose documents are with the partner. */
const sent = (departments = ['93']) =>
  new Play(dossierFrom(newDossier({ partner: { ...newDossier().partner, departments } })))
    .act({ type: 'open' })
    .fillEligibility()
    .task('VERIFIER_ELIGIBILITE', 'eligible');
const bulletin = (play: Play) => play.document('BULLETIN');

describe('a bulletin that names another département than the Caf’s (CONV-11)', () => {
  test('is asked about once, in the partner’s words, with the rule and the field that confirms', () => {
    const play = sent();
    const asked = refused(() => play.completeBulletin({ departments: ['06'] }));
    expect(asked).toMatchObject({ code: 'AUTRE_CAF', rule: 'CONV-11', faults: [{ path: 'confirmed' }] });
    expect(asked?.message).toMatch(/Caf qui suit votre dossier \(93\).*\(06\).*confirmez-le/);
    expect([bulletin(play).state, bulletin(play).content.departments]).toEqual(['A_COMPLETER', ['93']]);
  });

  test('is kept as typed when confirmed, says so in the journal, and is not asked about again', () => {
    const play = sent().completeBulletin({ departments: ['06'], confirmed: true });
    expect([bulletin(play).state, bulletin(play).content.departments]).toEqual(['A_SIGNER', ['06']]);
    const told = () => play.audit.filter(({ action }) => action === 'document.confirmed');
    expect(told()).toMatchObject([
      { entityId: bulletin(play).id, rule: 'CONV-11', label: expect.stringContaining('06') },
    ]);
    play.act({ type: 'return', documentIds: [bulletin(play).id], reason: 'Fonction' }, AGENT);
    expect(bulletin(play.completeBulletin({ departments: ['6'] })).state).toBe('A_SIGNER');
    expect(told()).toHaveLength(1);
  });

  test('several without the Caf’s own are asked about too; with it, the Caf is asked instead (DEL-7)', () => {
    expect(refused(() => sent().completeBulletin({ departments: ['06', '83'] }))?.code).toBe('AUTRE_CAF');
    expect(bulletin(sent().completeBulletin({ departments: ['93', '75'] })).state).toBe('A_SIGNER');
  });

  test('what the partner was recorded with was asked about then', () => {
    expect(bulletin(sent(['06']).completeBulletin({ departments: ['06'] })).content.departments).toEqual(['06']);
  });

  test('as typed, one département twice is one: no question of several (DEL-7)', () => {
    const play = sent().completeBulletin({ departments: ['93', ' 93 '] });
    expect(bulletin(play).content.departments).toEqual(['93']);
    expect(play.dossier.tasks.filter(({ kind }) => kind === 'VERIFIER_PORTEE')).toEqual([]);
  });

  test('by the Caf that edits it, likewise', () => {
    const edit = (play: Play, confirmed: boolean) => {
      const { id } = play.document('CONVENTION');
      return play.act({ type: 'edit', documentId: id, content: { departments: ['06'] }, confirmed }, AGENT);
    };
    expect(refused(() => edit(sent(), false))).toMatchObject({ code: 'AUTRE_CAF', rule: 'CONV-11' });
    expect(edit(sent(), true).document('CONVENTION').content.departments).toEqual(['06']);
  });
});
