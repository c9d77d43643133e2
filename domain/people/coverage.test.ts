import { describe, expect, it } from '@jest/globals';
import { account, BEGIN, roster } from '../../test/builders/control.ts';
import type { ServiceCode } from '../service/services.ts';
import { mayCreate, rolesWithoutGroup } from './coverage.ts';
import { askerOf } from './rights.ts';
import type { Group, Roster } from './types.ts';

/** Les Lutins: open groups gT1 and gT4 that carry T1 and T4. */
function lutins(bulletins: Partial<Record<ServiceCode, string[]>>, groups: Partial<Group>[] = []): Roster {
  const base = roster();
  const [first] = base.groups;
  if (first === undefined) throw new Error('Les Lutins have groups');
  return {
    ...base,
    bulletins: Object.entries(bulletins).map(([service, roles]) => ({
      id: service,
      service: service as ServiceCode,
      roles,
    })),
    groups: [...base.groups, ...groups.map((over) => ({ ...first, ...over }))],
  };
}

describe('roles of the bulletins in force that no open group carries (CDAP-2, GRP-14)', () => {
  const lacking = (...args: Parameters<typeof lutins>) =>
    rolesWithoutGroup(lutins(...args)).map(({ service, role, groupId }) => `${service} ${role} ${groupId ?? '-'}`);

  it('names each profil T, and the roles of the other services, in the order of the bulletins', () => {
    expect(lacking({ CDAP: ['T1', 'T2', 'T4', 'T9'], ESAT: ['ESAT'] })).toEqual([
      'CDAP T2 -',
      'CDAP T9 -',
      'ESAT ESAT -',
    ]);
    expect(lacking({ CDAP: ['T1', 'T4'] })).toEqual([]);
    expect(lacking({})).toEqual([]);
  });

  it('counts an open group only, of that service, that carries the role itself', () => {
    const none = ['CDAP T2 -'];
    expect(lacking({ CDAP: ['T2'] }, [{ id: 'a', profile: 'T2', role: 'T2', closedAt: BEGIN }])).toEqual(none);
    expect(lacking({ CDAP: ['T2'] }, [{ id: 'a', service: 'ESAT', profile: null, role: 'T2' }])).toEqual(none);
    expect(lacking({ CDAP: ['T2'] }, [{ id: 'a', profile: 'T2', role: 'T2', parentId: 'gT1' }])).toEqual([]);
  });

  it('names the open group that only waits for the role: of that profile for Cdap, any of the service elsewhere', () => {
    const waiting = { id: 'a', profile: 'T2', role: null } as const;
    expect(lacking({ CDAP: ['T2', 'T9'] }, [waiting])).toEqual(['CDAP T2 a', 'CDAP T9 -']);
    expect(lacking({ CDAP: ['T2'] }, [{ ...waiting, closedAt: BEGIN }])).toEqual(['CDAP T2 -']);
    expect(lacking({ ESAT: ['ESAT'] }, [{ id: 'b', service: 'ESAT', profile: null, role: null }])).toEqual([
      'ESAT ESAT b',
    ]);
  });
});

describe('where a person may make groups and subgroups (RGT-3, RGT-4, RGT-17, AFAS-1)', () => {
  const mode = (one: 'DELEGUE' | 'CENTRALISE', managerId: string | null = null): Roster => ({
    ...lutins({ CDAP: ['T1'], ESAT: ['ESAT'], AFAS: ['AFAS'] }, [{ id: 'afas', service: 'AFAS', managerId }]),
    mode: one,
  });
  const caf = (role: 'agent' | 'cafAdmin') => ({ id: 'caf', role, label: role, ip: null, caf: '93' });
  const person = (id: string) => ({ id, role: 'utilisateur', label: id, ip: null }) as const;
  const may = (roster: Roster, actor: Parameters<typeof askerOf>[1], flag = false) =>
    mayCreate(askerOf(roster, actor, BEGIN, flag), roster);

  it('follows mode and service', () => {
    const nothing = { groups: [], subgroups: [] };
    expect(may(mode('DELEGUE'), person('claire'))).toEqual({ groups: ['CDAP', 'ESAT'], subgroups: ['CDAP'] });
    expect(may(mode('DELEGUE'), caf('agent'))).toEqual(nothing);
    expect(may(mode('DELEGUE'), caf('cafAdmin'))).toEqual({ groups: ['AFAS'], subgroups: ['AFAS'] });
    expect(may(mode('CENTRALISE'), person('claire'))).toEqual(nothing);
    expect(may(mode('CENTRALISE'), caf('agent'))).toEqual({ groups: ['CDAP', 'ESAT'], subgroups: ['CDAP'] });
    expect(may(mode('DELEGUE'), person('nadia'), true)).toEqual(nothing);
  });

  it('offers a gestionnaire subgroups of the own groups, only with the switch (CON-06)', () => {
    const own = lutins({ CDAP: ['T1'], ESAT: ['ESAT'] }, [
      { id: 'esat', service: 'ESAT', managerId: 'omar', profile: null },
    ]);
    const managed = { ...own, accounts: [...own.accounts, account('lea')] };
    expect(may(managed, person('omar'))).toEqual({ groups: [], subgroups: [] });
    expect(may(managed, person('omar'), true)).toEqual({ groups: [], subgroups: ['ESAT'] });
    expect(may(managed, person('lea'), true)).toEqual({ groups: [], subgroups: [] });
  });
});
