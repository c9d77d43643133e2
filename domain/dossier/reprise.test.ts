import { describe, expect, it } from '@jest/globals';
import { dossierFrom, inForce, newDossier } from '../../test/builders/dossier.ts';
import { repriseDocuments } from './reprise.ts';

const AT = new Date('2026-03-02T09:00:00Z');
const SIGNED = {
  number: '22_051',
  siret: '99991643000013',
  delegationMode: 'CENTRALISE',
  missions: ['ESAT'],
  departments: ['93'],
} as const;

describe('what was signed before Passerelle (§4.3 « Known partners »)', () => {
  let last = 0;
  const ids = { at: AT, newId: () => `id${++last}` };
  const signed = { ...SIGNED, missions: [...SIGNED.missions], departments: [...SIGNED.departments] };

  it('is a convention and its contrat in force, with number, SIRET and mode as given', () => {
    const [convention, contrat, ...more] = repriseDocuments(dossierFrom(newDossier()), signed, ids);
    const common = { origin: 'REPRISE', state: 'ACTIF', siret: signed.siret, activatedAt: AT };
    expect(convention).toMatchObject({
      ...common,
      kind: 'CONVENTION',
      number: '22_051',
      content: { missions: ['ESAT'] },
    });
    expect(contrat).toMatchObject({ ...common, kind: 'CONTRAT', content: { delegationMode: 'CENTRALISE' } });
    expect(contrat?.conventionId).toBe(convention?.id);
    expect(more).toEqual([]);
  });

  it('is nothing where a convention is held: what is held wins', () => {
    expect(repriseDocuments(dossierFrom(newDossier(), inForce({ siret: '99991643000021' })), signed, ids)).toEqual([]);
  });
});
