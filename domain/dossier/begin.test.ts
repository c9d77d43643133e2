import { describe, expect, it } from '@jest/globals';
import { forO6, newDossier } from '../../test/builders/dossier.ts';
import { refused } from '../../test/refused.ts';
import { DOSSIER_KINDS, type DossierRequest } from '../kinds.ts';
import { beginDossier, filingOf, type Ground, refuseTwice } from './begin.ts';
import { holderOf, managingCaf } from './newDossier.ts';

const NOTHING: Ground = {
  earlier: [],
  beside: [],
  underWay: [],
  held: null,
  bulletins: [],
  entitlement: null,
};
const begin = (
  input: DossierRequest,
  ground: Partial<Ground> = {},
  modeInForce: 'DELEGUE' | 'CENTRALISE' | null = null,
  heldBy: string | null = null,
) =>
  beginDossier(DOSSIER_KINDS[input.type], input, filingOf(DOSSIER_KINDS[input.type], input, modeInForce, heldBy), {
    ...NOTHING,
    ...ground,
  });
const refusal = (...args: Parameters<typeof begin>) => {
  const found = refused(() => begin(...args));
  return found && [found.code, found.rule, found.message, found.faults[0]?.message];
};

describe('where a dossier is filed', () => {
  it('under its SIRET, or under Caf, SIRET and services', () => {
    expect(filingOf(DOSSIER_KINDS.esatOnboarding, newDossier(), null)).toMatchObject({
      caf: '93',
      businessKey: '99991041700016',
      changesMode: false,
    });
    expect(filingOf(DOSSIER_KINDS.conventionnement, forO6({ services: ['CDAP', 'AFAS'] }), null).businessKey).toBe(
      '38-99992546400011-AFAS+CDAP',
    );
  });

  it.each([
    ['another mode is asked for', forO6({ delegationMode: 'CENTRALISE' }), 'DELEGUE', true],
    ['the same', forO6({ delegationMode: 'DELEGUE' }), 'DELEGUE', false],
    ['none', forO6({ delegationMode: null }), 'DELEGUE', false],
    ['a first one', forO6({ delegationMode: 'CENTRALISE' }), null, false],
    ['by an Esat, which keeps its own (DEL-4)', newDossier({ delegationMode: 'CENTRALISE' }), 'DELEGUE', false],
  ] as const)('%s: whether it changes the mode (DEL-5)', (_, input, modeInForce, changes) => {
    const filing = filingOf(DOSSIER_KINDS[input.type], input, modeInForce);
    expect(filing.changesMode).toBe(changes);
    expect(filing.businessKey.endsWith('-MODE')).toBe(changes);
  });

  it('several départements are the CNA’s (DEL-7)', () => {
    const partner = { ...newDossier().partner, departments: ['93', '75'] };
    expect(filingOf(DOSSIER_KINDS.esatOnboarding, newDossier({ partner }), null)).toMatchObject({
      caf: 'CNA',
      readerCaf: '93',
      flags: ['TRANSFERE_CNA'],
    });
  });
});

describe('whose partner it is (DEL-11)', () => {
  it.each([
    ['a new one: who asks', null, '75', { caf: '75', readerCaf: null }],
    [
      'a record that nothing ties to its Caf: who asks',
      { caf: '93', tied: false },
      '75',
      { caf: '75', readerCaf: null },
    ],
    ['one of another Caf: that one', { caf: '93', tied: true }, '75', { caf: '93', readerCaf: '75', flags: [] }],
    ['the CNA’s: the CNA', { caf: 'CNA', tied: true }, '75', { caf: 'CNA', readerCaf: '75', flags: ['TRANSFERE_CNA'] }],
    ['the CNA asks for one of a Caf: that one', { caf: '93', tied: true }, 'CNA', { caf: '93', readerCaf: 'CNA' }],
  ])('%s', (_, held, caf, filed) => {
    expect(managingCaf(newDossier({ caf }), holderOf(held))).toMatchObject(filed);
  });
});

describe('a dossier begins', () => {
  it('with its label, its facts and every flag', () => {
    const partner = { ...newDossier().partner, departments: ['93', '75'] };
    expect(begin(newDossier({ partner }))).toMatchObject({
      label: 'ESAT Les Tilleuls – Esat',
      state: 'CREE',
      flags: ['TRANSFERE_CNA', 'HORS_EXTRACTION'],
      facts: { services: ['ESAT'], otherCafs: [] },
    });
    expect(begin(newDossier({ caf: '75' }), {}, null, '93')).toMatchObject({
      flags: ['HORS_EXTRACTION', 'AUTRE_CAF'],
      facts: { otherCafs: ['75'] },
    });
    expect(begin(forO6({ delegationMode: 'CENTRALISE' }), {}, 'DELEGUE').label).toBe(
      'Crèche associative Les Lutins – changement de mode de gestion',
    );
  });

  it.each([
    ['one that runs', 'CREE', false, 'Un dossier est déjà en cours pour ce partenaire.', forO6()],
    ['one that runs, of an Esat', 'CREE', false, 'Un dossier est déjà en cours pour ce partenaire.', newDossier()],
    ['an Esat whose service is open', 'SERVICE_OUVERT', true, 'Ce partenaire a déjà ce service.', newDossier()],
    ['an Esat that has come to its end', 'TERMINE', true, 'Ce partenaire a déjà ce service.', newDossier()],
    ['an Esat that was abandoned', 'ABANDONNE', true, null, newDossier()],
    ['a conventionnement that has ended', 'SERVICE_OUVERT', true, null, forO6()],
  ])('beside %s: twice or not (ESAT-26)', (_, state, closed, message, input) => {
    const earlier = [
      { id: 'p0', state: 'ABANDONNE', closed: true },
      { id: 'p1', state, closed },
    ];
    const expected = message === null ? null : ['PROCESSUS_EN_COURS', 'ESAT-26', message, 'p1'];
    expect(refusal(input, { earlier })).toEqual(expected);
    const twice = refused(() => refuseTwice(DOSSIER_KINDS[input.type], { earlier }));
    expect(twice?.message ?? null).toBe(message);
  });

  it('not beside a change of mode, and a change of mode beside nothing (DEL-5)', () => {
    const service = { id: 'p2', changesMode: false };
    const change = { id: 'p3', changesMode: true };
    const asked = forO6({ delegationMode: 'CENTRALISE' });
    expect(refusal(forO6(), { beside: [service] })).toBeNull();
    expect(refusal(forO6(), { beside: [service, change] })).toMatchObject(['PROCESSUS_EN_COURS', 'DEL-5', /./, 'p3']);
    expect(refusal(asked, { beside: [service] }, 'DELEGUE')).toMatchObject(['PROCESSUS_EN_COURS', 'DEL-5', /./, 'p2']);
  });

  it('not for what is in force already, profiles included (CONV-7, REQ-17); a change of mode signs all anew', () => {
    const bulletins = [{ service: 'CDAP' as const, roles: ['T2'] }];
    expect(refusal(forO6(), { bulletins })).toEqual([
      'SERVICE_DEJA_OUVERT',
      'CONV-7',
      expect.stringMatching(/^Ce partenaire a déjà « .+ » \(T2\) : rien n'est à signer\.$/),
      undefined,
    ]);
    expect(refusal(forO6({ profiles: ['T4'] }), { bulletins })).toBeNull();
    expect(refusal(forO6({ services: ['CDAP', 'AFAS'] }), { bulletins })).toBeNull();
    expect(refusal(forO6({ delegationMode: 'CENTRALISE' }), { bulletins }, 'DELEGUE')).toBeNull();
  });

  it('the refusal that comes first is told: twice, then the mode, then what is open', () => {
    const all = {
      earlier: [{ id: 'p1', state: 'CREE', closed: false }],
      beside: [{ id: 'p3', changesMode: true }],
      bulletins: [{ service: 'CDAP' as const, roles: ['T2'] }],
    };
    expect(refusal(forO6(), all)?.[1]).toBe('ESAT-26');
    expect(refusal(forO6(), { ...all, earlier: [] })?.[1]).toBe('DEL-5');
    expect(refusal(forO6(), { bulletins: all.bulletins })?.[1]).toBe('CONV-7');
  });
});
