import { describe, expect, test } from '@jest/globals';
import { accountOfIdentity, type Identity, type IdentityCandidate } from './identity.ts';

const ISSUER = 'https://sso.caf.example';
const identity: Identity = { issuer: ISSUER, subject: 'sub-1', email: 'paul@caf93.example' };
const staff: IdentityCandidate = { id: 'paul', partnerId: null, state: 'ACTIF', linked: null };
const linkedTo = (subject: string, issuer = ISSUER) => ({ linked: { issuer, subject } });

describe('the account that an identity opens', () => {
  test.each<[string, Partial<Identity>, IdentityCandidate[], ReturnType<typeof accountOfIdentity>]>([
    ['the one Caf-side account of the address', {}, [staff], { open: 'paul' }],
    ['the linked one', {}, [{ ...staff, ...linkedTo('sub-1') }], { open: 'paul' }],
    [
      'the linked one, whatever its address now',
      { email: null },
      [{ ...staff, ...linkedTo('sub-1') }],
      { open: 'paul' },
    ],
    [
      'the linked one before another of the address',
      {},
      [
        { ...staff, id: 'other' },
        { ...staff, ...linkedTo('sub-1') },
      ],
      { open: 'paul' },
    ],
    [
      'linked at a former provider: by address',
      {},
      [{ ...staff, ...linkedTo('x', 'https://old.example') }],
      { open: 'paul' },
    ],
    [
      'the same subject at another provider is someone else',
      { email: null },
      [{ ...staff, ...linkedTo('sub-1', 'https://old.example') }],
      { refused: 'ADRESSE_NON_VERIFIEE', account: null },
    ],
    ['a partner’s person has the address too', {}, [{ ...staff, id: 'p', partnerId: 'esat' }, staff], { open: 'paul' }],
    ['nobody', {}, [], { refused: 'INCONNU', account: null }],
    ['an address that is not verified', { email: null }, [staff], { refused: 'ADRESSE_NON_VERIFIEE', account: null }],
    ['several', {}, [staff, { ...staff, id: 'b' }], { refused: 'PLUSIEURS_COMPTES', account: 'paul' }],
    ['a partner’s person', {}, [{ ...staff, partnerId: 'esat' }], { refused: 'COMPTE_PARTENAIRE', account: 'paul' }],
    [
      'a partner’s person, linked by hand',
      {},
      [{ ...staff, partnerId: 'esat', ...linkedTo('sub-1') }],
      { refused: 'COMPTE_PARTENAIRE', account: 'paul' },
    ],
    ['another subject', {}, [{ ...staff, ...linkedTo('sub-2') }], { refused: 'AUTRE_IDENTITE', account: 'paul' }],
    ['closed', {}, [{ ...staff, state: 'CLOS' }], { refused: 'COMPTE_INACTIF', account: 'paul' }],
    [
      'linked, and suspended since',
      {},
      [{ ...staff, state: 'SUSPENDU', ...linkedTo('sub-1') }],
      { refused: 'COMPTE_INACTIF', account: 'paul' },
    ],
  ])('%s', (_, over, candidates, verdict) =>
    expect(accountOfIdentity({ ...identity, ...over }, candidates)).toEqual(verdict),
  );
});
