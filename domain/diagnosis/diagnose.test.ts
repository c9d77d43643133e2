import { describe, expect, test } from '@jest/globals';
import type { Account } from '../account/types.ts';
import type { Group, Membership, Roster } from '../people/types.ts';
import type { Opening } from '../service/standing.ts';
import { diagnose } from './diagnose.ts';
import { LINKS } from './types.ts';

const AT = new Date('2026-03-10T09:00:00Z');
const PAST = new Date('2026-01-10T09:00:00Z');

const nadia: Account = {
  id: 'nadia',
  login: 'MCP0000NAD1',
  firstName: 'Nadia',
  lastName: 'Ferrand',
  email: 'nadia.ferrand@leslutins.example',
  phone: null,
  qualification: null,
  numeroInstructeur: null,
  codeBailleur: null,
  titre: null,
  workplaceSocialWorker: false,
  diplomeVerifieLe: null,
  administrateurSince: null,
  closesOn: null,
  closedAt: null,
  suspendedAt: null,
  hasPassword: true,
  personalisingUntil: null,
  sendFailed: false,
  secret: null,
  createdBy: null,
  createdAt: PAST,
  lastLoginAt: PAST,
};

const t2cr: Group = {
  id: 't2cr',
  conventionId: 'c',
  parentId: null,
  service: 'CDAP',
  code: 'T2CR',
  label: 'T2 Service des Crèches',
  profile: 'T2',
  managerId: 'omar',
  role: 'T2',
  roleSince: PAST,
  roleDetachedAt: null,
  closedAt: null,
  closedReason: null,
  exclusiveT9: false,
  t9SuspendedAt: null,
  establishments: [],
  frozen: false,
  version: 1,
  createdBy: 'x',
  createdAt: PAST,
};

const opening = (over: Partial<Opening> = {}): Opening => ({
  id: 'o',
  service: 'CDAP',
  bulletinId: 'b',
  state: 'OUVERTE',
  opensOn: '2026-01-10',
  reason: null,
  suspendedAt: null,
  suspendedUntil: null,
  suspendedBy: null,
  ...over,
});

/** O6 of domain.md §16, all links whole. */
function roster(over: Partial<Roster> = {}, group: Partial<Group> = {}): Roster {
  return {
    partner: {
      id: 'o6',
      caf: '38',
      readerCafs: [],
      siret: '99992546400011',
      raisonSociale: 'Les Lutins',
      email: 'contact@leslutins.example',
    },
    convention: { id: 'c', number: '24_118' },
    mode: 'DELEGUE',
    bulletins: [{ id: 'b', service: 'CDAP', roles: ['T2'] }],
    closedBulletins: [],
    awaited: [],
    services: [opening()],
    nationals: [],
    accounts: [nadia],
    groups: [{ ...t2cr, ...group }],
    creators: [],
    memberships: [
      { id: 'm', groupId: 't2cr', userId: 'nadia', since: PAST, until: null, addedBy: 'x', removedBy: null },
    ],
    afasProfiles: [],
    replacement: null,
    ...over,
  };
}

const broken = (one: Roster, account: Account = nadia) => {
  const { allowed, broken: first } = diagnose(one, account, 'CDAP', AT);
  return [allowed, first?.link, first?.rule, first?.who];
};

describe('diagnosis (domain.md §12)', () => {
  test('a whole chain lets in, every link told', () => {
    const found = diagnose(roster(), nadia, 'CDAP', AT);
    expect([found.allowed, found.broken]).toEqual([true, null]);
    expect(found.chain.map(({ link, ok }) => [link, ok])).toEqual(LINKS.map((link) => [link, true]));
  });

  test('SUP-1: in no group, or in one without role', () => {
    expect(broken(roster({ memberships: [] }))).toEqual([false, 'group', 'SUP-1', 'GESTIONNAIRE']);
    expect(broken(roster({ memberships: [], groups: [] }))).toEqual([false, 'group', 'SUP-1', 'ADMINISTRATEUR']);
    expect(broken(roster({}, { role: null }))).toEqual([false, 'role', 'SUP-1', 'ADMINISTRATEUR']);
    expect(broken(roster({}, { closedAt: PAST }))).toEqual([false, 'group', 'SUP-1', 'ADMINISTRATEUR']);
  });

  test('GRP-20: the group was closed with the person in it: when and why is told', () => {
    const group = (over: object, until: Date | null) => {
      const one = roster({}, { closedAt: PAST, closedReason: 'Regroupement', ...over });
      Object.assign(one.memberships[0] as Membership, { until });
      return diagnose(one, nadia, 'CDAP', AT).chain[0]?.detail;
    };
    expect(group({}, PAST)).toBe('Le groupe T2CR a été fermé le 10/01/2026 : Regroupement');
    expect(group({ closedReason: null }, PAST)).toBe('Le groupe T2CR a été fermé le 10/01/2026');
    // who had left it before, or was in another service's
    expect(group({}, new Date(PAST.getTime() - 1))).toContain('Dans aucun groupe');
    expect(group({ service: 'ESAT' }, PAST)).toContain('Dans aucun groupe');
  });

  test('AC-34: the role was detached: SUP-2, to be attached again, not SUP-1 (GRP-15, CDAP-8)', () => {
    const found = diagnose(roster({}, { role: null, roleDetachedAt: PAST }), nadia, 'CDAP', AT);
    expect(found.broken).toMatchObject({
      link: 'role',
      rule: 'SUP-2',
      who: 'ADMINISTRATEUR',
      pages: { partner: '/groupes/t2cr', caf: '/groupes/t2cr' },
    });
    expect(found.broken?.remedies).toEqual({
      self: 'Rattacher un rôle au groupe T2CR, ou vous placer dans un autre groupe.',
      partner: 'Rattacher un rôle au groupe T2CR, ou placer la personne dans un autre groupe.',
      caf: 'Rattacher un rôle au groupe T2CR, ou placer la personne dans un autre groupe.',
    });
  });

  test('RGT-17: in mode centralisé the Caf repairs what is the partner’s own otherwise, and is asked for it', () => {
    const mode = 'CENTRALISE' as const;
    expect(broken(roster({ mode, memberships: [] }))).toEqual([false, 'group', 'SUP-1', 'CAF']);
    expect(broken(roster({ mode, memberships: [], groups: [] }))).toEqual([false, 'group', 'SUP-1', 'CAF']);
    expect(broken(roster({ mode }, { role: null }))).toEqual([false, 'role', 'SUP-1', 'CAF']);
    const closed = { ...nadia, closesOn: '2026-03-10' };
    expect(diagnose(roster({ mode }), closed, 'CDAP', AT).broken).toMatchObject({
      who: 'CAF',
      pages: { partner: '/comptes/nadia', caf: '/comptes/nadia' },
    });
    const unchosen = { ...nadia, hasPassword: false };
    expect(broken(roster({ mode }), unchosen)).toEqual([false, 'password', 'SUP-6', 'UTILISATEUR']);
  });

  test('CONV-13: a group frozen with its convention gives nothing under the next; without one in force, that is what is told', () => {
    const frozen = { frozen: true, conventionId: 'former' };
    expect(broken(roster({}, frozen))).toEqual([false, 'group', 'CONV-13', 'ADMINISTRATEUR']);
    const found = diagnose(roster({}, frozen), nadia, 'CDAP', AT);
    expect(found.chain[0]?.detail).toContain('T2CR est gelé');
    const next = roster({}, frozen);
    next.groups.push({ ...t2cr, id: 'next' });
    expect(broken(next)).toEqual([false, 'group', 'CONV-13', 'GESTIONNAIRE']);
    next.memberships.push({ ...(next.memberships[0] as Membership), id: 'm2', groupId: 'next' });
    expect(broken(next)[0]).toBe(true);
    const over = roster({ convention: null, mode: null, bulletins: [] }, { ...frozen, role: null });
    expect(broken(over)).toEqual([false, 'bulletin', 'CONV-8', 'CAF']);
  });

  test('SUP-14: an administrateur gets nothing by status', () => {
    const one = roster({ memberships: [] });
    expect(broken(one, { ...nadia, administrateurSince: PAST })).toEqual([false, 'group', 'SUP-14', 'GESTIONNAIRE']);
  });

  test('GRP-12: without a bulletin no group can be made and no role attached: the bulletin is what is told', () => {
    const without = { bulletins: [] };
    expect(broken(roster({ ...without, memberships: [] }))).toEqual([false, 'bulletin', 'CONV-8', 'CAF']);
    expect(broken(roster({ ...without, memberships: [], groups: [] }))[1]).toBe('bulletin');
    expect(broken(roster(without, { role: null, roleDetachedAt: PAST }))[1]).toBe('bulletin');
    expect(broken(roster({ convention: null, memberships: [], groups: [] }))[1]).toBe('convention');
  });

  test('a closed bulletin: when and why is told, and the Caf is asked by a request, unless another waits to be signed (ADM-8)', () => {
    const closed = { service: 'CDAP' as const, closedAt: PAST, reason: 'Fin de la subvention' };
    const over = { bulletins: [], closedBulletins: [closed] };
    const found = diagnose(roster(over), nadia, 'CDAP', AT);
    expect(found.chain.find(({ link }) => link === 'bulletin')?.detail).toMatch(
      /a été clos le 10\/01\/2026 : Fin de la subvention$/,
    );
    expect(found.broken?.pages).toEqual({ partner: '/support/nouvelle', caf: '/partenaires/o6' });
    const esat = roster({ ...over, awaited: [{ kind: 'BULLETIN', service: 'ESAT' }] });
    expect(diagnose(esat, nadia, 'CDAP', AT).broken?.pages.partner).toBe('/support/nouvelle');
    const sent = roster({ ...over, awaited: [{ kind: 'BULLETIN', service: 'CDAP' }] });
    expect(diagnose(sent, nadia, 'CDAP', AT).broken?.pages.partner).toBe('/#documents');
  });

  test('bulletin, service, contrat, convention: the first that is missing (CONV-8, CONV-12, CONV-13, GRP-12)', () => {
    expect(broken(roster({ bulletins: [] }))).toEqual([false, 'bulletin', 'CONV-8', 'CAF']);
    expect(broken(roster({ bulletins: [{ id: 'b', service: 'CDAP', roles: ['T9'] }] }))).toEqual([
      false,
      'role',
      'GRP-12',
      'ADMINISTRATEUR',
    ]);
    for (const [state, rule] of [
      ['SUSPENDUE', 'TUT-4'],
      ['FERMEE', 'CONV-13'],
      ['PRETE', 'ESAT-23'],
    ] as const)
      expect(broken(roster({ services: [opening({ state })] }))).toEqual([false, 'bulletin', rule, 'CAF']);
    expect(broken(roster({ mode: null }))).toEqual([false, 'contrat', 'CONV-8', 'CAF']);
    expect(broken(roster({ convention: null }))).toEqual([false, 'convention', 'CONV-12', 'CAF']);
  });

  test('the account: closed, suspended, its mails refused (ACC-16, OBL-12, ACC-22)', () => {
    expect(broken(roster(), { ...nadia, closesOn: '2026-03-10' })).toEqual([
      false,
      'account',
      'ACC-16',
      'GESTIONNAIRE',
    ]);
    expect(broken(roster(), { ...nadia, suspendedAt: PAST })).toEqual([false, 'account', 'OBL-12', 'CAF']);
    const refused = { ...nadia, hasPassword: false, sendFailed: true };
    expect(broken(roster(), refused)).toEqual([false, 'account', 'ACC-22', 'GESTIONNAIRE']);
    expect(broken(roster(), { ...nadia, closesOn: '2026-03-11' })[0]).toBe(true);
  });

  test('the password, which only the person can get: SUP-6, SUP-9, ACC-7', () => {
    const first = { ...nadia, hasPassword: false, lastLoginAt: null };
    const secret = { id: 's', usage: 'INITIAL' as const, createdAt: PAST, expiresAt: null };
    expect(broken(roster(), { ...first, secret })).toEqual([false, 'password', 'SUP-9', 'UTILISATEUR']);
    const sent = { ...secret, expiresAt: new Date(AT.getTime() + 1) };
    expect(broken(roster(), { ...first, secret: sent })).toEqual([false, 'password', 'SUP-9', 'UTILISATEUR']);
    const expired = { ...secret, expiresAt: AT };
    expect(broken(roster(), { ...first, secret: expired })).toEqual([false, 'password', 'SUP-6', 'UTILISATEUR']);
    const choosing = { ...first, personalisingUntil: new Date(AT.getTime() + 1) };
    expect(broken(roster(), choosing)).toEqual([false, 'password', 'ACC-7', 'UTILISATEUR']);
  });

  test('of two groups of the service, one that opens it is enough (GRP-14, GRP-16)', () => {
    const other = { ...t2cr, id: 'other', code: 'T2PE', role: null };
    const one = roster();
    one.groups.unshift(other);
    one.memberships.push({
      id: 'm2',
      groupId: 'other',
      userId: 'nadia',
      since: PAST,
      until: null,
      addedBy: 'x',
      removedBy: null,
    });
    expect(broken(one)[0]).toBe(true);
  });

  test('the other troubles of the guide have their answer: SUP-3, 4, 5, 7, 8, 13, 18', () => {
    const rules = (one: Roster, account: Account, service: Parameters<typeof diagnose>[2]) =>
      diagnose(one, account, service, AT).advice.map(({ rule }) => rule);
    const t4 = roster({}, { profile: 'T4' });
    const instructeur = diagnose(t4, { ...nadia, numeroInstructeur: '093A1234500000' }, 'CDAP', AT).advice;
    expect(instructeur.find(({ rule }) => rule === 'SUP-7')?.text).toContain('093A1234500000');
    expect(rules(roster({}, { profile: 'T10' }), { ...nadia, codeBailleur: 'B1' }, 'CDAP')).toContain('SUP-8');
    expect(rules(roster(), nadia, 'CDAP')).toEqual(['SUP-3', 'SUP-5', 'SUP-4']);
    expect(rules(roster(), nadia, 'ESPACE_BAILLEUR')).toContain('SUP-13');
    const waiting = {
      id: 'a',
      userId: 'nadia',
      role: 'APPROBATEUR',
      state: 'EN_ATTENTE_MAIA',
      since: PAST,
      until: null,
      processId: null,
    } as const;
    expect(rules(roster({ afasProfiles: [waiting] }), nadia, 'AFAS')).toContain('SUP-18');
  });
});
