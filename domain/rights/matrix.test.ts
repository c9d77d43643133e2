import { describe, expect, it } from '@jest/globals';
import type { DelegationMode } from '../document/types.ts';
import { type Capacity, RIGHTS, RIGHTS_MATRIX, type Right, type RightsQuestion, rightRefusal } from './matrix.ts';

const CAPACITIES = ['administrateur', 'gestionnaire', 'utilisateur', 'agent', 'cafAdmin', 'afasHabiliter'] as const;

/** The group concerned: the actor's own, one below the actor's own, another's, or AFAS-DECLARER, which is another's too. */
const PLACES = {
  own: { ownGroup: true, ownSubgroup: false },
  below: { ownGroup: false, ownSubgroup: true },
  other: { ownGroup: false, ownSubgroup: false },
  declarer: { ownGroup: false, ownSubgroup: false, groupCode: 'AFAS-DECLARER' },
} as const;
type Place = keyof typeof PLACES;

/**
 * domain.md §1.1 with CON-05 to CON-10 and RGT-17, written by hand: one letter per place (own, below, other, AFAS-DECLARER).
 * O: allowed; -: 403 ACTION_NON_PERMISE; M: 403 MODE_CENTRALISE. Columns: Adm, Resp, Util, agent, Caf MCP admin, AFAS-HABILITER.
 */
const DELEGUE = `
  contract.sign          OOOO ---- ---- OOOO OOOO ----
  users.create           OOOO O--- ---- ---- ---- ---O
  groups.create          OOOO ---- ---- ---- ---- ----
  subgroups.create       OOOO ---- ---- ---- ---- ----
  managers.appoint       OOOO ---- ---- ---- ---- ----
  roles.attach           OOOO O--- ---- ---- ---- ----
  members.edit           OOOO O--- ---- ---- ---- ---O
  services.use           ---- ---- ---- ---- ---- ----
  accounts.edit          OOOO O--- ---- ---- ---- ----
  accounts.address       OOOO O--- ---- ---- ---- ----
  users.read             OOOO O--- ---- OOOO OOOO ---O
  support.ask            OOOO ---- ---- ---- ---- ----
  profile.own            OOOO OOOO OOOO ---- ---- OOOO
  afas.configure         OOOO OOOO ---- ---- ---- OOOO
  services.open          ---- ---- ---- OOOO OOOO ----
  mode.choose            ---- ---- ---- OOOO OOOO ----
  password.other         ---- ---- ---- ---- ---- ----
  administrateurs.create ---- ---- ---- OOOO OOOO ----`;
const CENTRALISE = `
  contract.sign          OOOO ---- ---- OOOO OOOO ----
  users.create           MMMM M--- ---- OOOO OOOO ---M
  groups.create          MMMM ---- ---- OOOO OOOO ----
  subgroups.create       MMMM ---- ---- OOOO OOOO ----
  managers.appoint       MMMM ---- ---- OOOO OOOO ----
  roles.attach           MMMM M--- ---- OOOO OOOO ----
  members.edit           MMMM M--- ---- OOOO OOOO ---M
  services.use           ---- ---- ---- ---- ---- ----
  accounts.edit          MMMM M--- ---- OOOO OOOO ----
  accounts.address       MMMM M--- ---- OOOO OOOO ----
  users.read             OOOO O--- ---- OOOO OOOO ---O
  support.ask            OOOO ---- ---- ---- ---- ----
  profile.own            OOOO OOOO OOOO ---- ---- OOOO
  afas.configure         OOOO OOOO ---- ---- ---- OOOO
  services.open          ---- ---- ---- OOOO OOOO ----
  mode.choose            ---- ---- ---- OOOO OOOO ----
  password.other         ---- ---- ---- ---- ---- ----
  administrateurs.create ---- ---- ---- OOOO OOOO ----`;

/** No contrat in force: what follows the mode is nobody's, but the accounts that are left, which either side ends; the rest as ever. */
const NO_MODE = `
  contract.sign          OOOO ---- ---- OOOO OOOO ----
  users.create           ---- ---- ---- ---- ---- ----
  groups.create          ---- ---- ---- ---- ---- ----
  subgroups.create       ---- ---- ---- ---- ---- ----
  managers.appoint       ---- ---- ---- ---- ---- ----
  roles.attach           ---- ---- ---- ---- ---- ----
  members.edit           ---- ---- ---- ---- ---- ----
  services.use           ---- ---- ---- ---- ---- ----
  accounts.edit          OOOO O--- ---- OOOO OOOO ----
  accounts.address       OOOO O--- ---- OOOO OOOO ----
  users.read             OOOO O--- ---- OOOO OOOO ---O
  support.ask            OOOO ---- ---- ---- ---- ----
  profile.own            OOOO OOOO OOOO ---- ---- OOOO
  afas.configure         OOOO OOOO ---- ---- ---- OOOO
  services.open          ---- ---- ---- OOOO OOOO ----
  mode.choose            ---- ---- ---- OOOO OOOO ----
  password.other         ---- ---- ---- ---- ---- ----
  administrateurs.create ---- ---- ---- OOOO OOOO ----`;

/** Rows that differ for a service (CON-08, AFAS-1), or with the switch `subgroupByResponsable` (CON-06, CON-07). */
const AFAS_DIFFERS = {
  DELEGUE: `
  groups.create          ---- ---- ---- ---- OOOO ----
  subgroups.create       ---- ---- ---- ---- OOOO ----
  roles.attach           ---- ---- ---- ---- OOOO ----`,
  CENTRALISE: `
  groups.create          ---- ---- ---- ---- OOOO ----
  subgroups.create       ---- ---- ---- ---- OOOO ----
  roles.attach           ---- ---- ---- ---- OOOO ----`,
};
const CDAP_ESAT_DIFFER = {
  DELEGUE: `
  users.create           OOOO O--- ---- ---- ---- ----
  members.edit           OOOO O--- ---- ---- ---- ----
  users.read             OOOO O--- ---- OOOO OOOO ----
  roles.attach           OOOO ---- ---- ---- ---- ----`,
  CENTRALISE: `
  users.create           MMMM M--- ---- OOOO OOOO ----
  members.edit           MMMM M--- ---- OOOO OOOO ----
  users.read             OOOO O--- ---- OOOO OOOO ----
  roles.attach           MMMM ---- ---- OOOO OOOO ----`,
};
const SWITCH_DIFFERS = {
  DELEGUE: `
  subgroups.create       OOOO OO-- ---- ---- ---- ----
  managers.appoint       OOOO -O-- ---- ---- ---- ----`,
  CENTRALISE: `
  subgroups.create       MMMM MM-- ---- OOOO OOOO ----
  managers.appoint       MMMM -M-- ---- OOOO OOOO ----`,
};

const LETTERS = { MODE_CENTRALISE: 'M', ACTION_NON_PERMISE: '-', INTROUVABLE: 'X' } as const;
const lines = (matrix: string): Map<string, string> =>
  new Map(
    matrix
      .trim()
      .split('\n')
      .map((line) => [line.trim().split(/\s+/)[0] ?? '', line.trim().replace(/\s+/, ' ')]),
  );
const expected = (base: string, ...changes: string[]): string[] => [
  ...new Map([base, ...changes].flatMap((matrix) => [...lines(matrix)])).values(),
];

const ask = (right: Right, capacities: readonly Capacity[], more: Partial<RightsQuestion> = {}) =>
  rightRefusal({ right, capacities, sameRoster: true, mode: 'DELEGUE', subgroupByResponsable: false, ...more });

/** What the code answers, in the notation of the matrices above. */
const answered = (mode: DelegationMode | null, more: Partial<RightsQuestion> = {}): string[] =>
  RIGHTS.map((right) => {
    const cells = CAPACITIES.map((capacity) =>
      (Object.keys(PLACES) as Place[])
        .map((place) => ask(right, [capacity], { mode, ...PLACES[place], ...more }))
        .map((answer) => (answer === null ? 'O' : LETTERS[answer.code]))
        .join(''),
    );
    return [right, ...cells].join(' ');
  });

describe('rights matrix (§1.1), actor × right × group × mode', () => {
  it('in mode délégué', () => {
    expect(answered('DELEGUE')).toEqual(expected(DELEGUE));
  });

  it('in mode centralisé (RGT-17)', () => {
    expect(answered('CENTRALISE')).toEqual(expected(CENTRALISE));
  });

  it('without a mode', () => {
    expect(answered(null)).toEqual(expected(NO_MODE));
  });

  it.each(['DELEGUE', 'CENTRALISE'] as const)('for AFAS, mode %s (AFAS-1, CON-08, CON-18)', (mode) => {
    const base = mode === 'DELEGUE' ? DELEGUE : CENTRALISE;
    expect(answered(mode, { service: 'AFAS' })).toEqual(expected(base, AFAS_DIFFERS[mode]));
    // the switch opens nothing of Afas but its managers
    expect(answered(mode, { service: 'AFAS', subgroupByResponsable: true })).toEqual(
      expected(base, SWITCH_DIFFERS[mode], AFAS_DIFFERS[mode]),
    );
  });

  it.each(['DELEGUE', 'CENTRALISE'] as const)('for CDAP and ESAT, mode %s (CON-08)', (mode) => {
    const base = mode === 'DELEGUE' ? DELEGUE : CENTRALISE;
    for (const service of ['CDAP', 'ESAT'] as const)
      expect(answered(mode, { service })).toEqual(expected(base, CDAP_ESAT_DIFFER[mode]));
  });

  it.each(['DELEGUE', 'CENTRALISE'] as const)('with the switch of sub-groups, mode %s (CON-06, CON-07)', (mode) => {
    const base = mode === 'DELEGUE' ? DELEGUE : CENTRALISE;
    expect(answered(mode, { subgroupByResponsable: true })).toEqual(expected(base, SWITCH_DIFFERS[mode]));
  });

  it.each(['DELEGUE', 'CENTRALISE', null] as const)('another organisme’s things are not there, mode %s', (mode) => {
    for (const service of [undefined, 'AFAS', 'CDAP'] as const)
      for (const line of answered(mode, { sameRoster: false, subgroupByResponsable: true, service }))
        expect(line).toMatch(/^\S+( XXXX){6}$/);
  });

  it('adds up what several capacities give, and gives nothing to nobody', () => {
    const together = (capacities: readonly Capacity[], mode: DelegationMode) =>
      RIGHTS.filter((right) => ask(right, capacities, { mode, ...PLACES.other }) === null);
    for (const mode of ['DELEGUE', 'CENTRALISE'] as const) {
      expect(together([], mode)).toEqual([]);
      for (const one of CAPACITIES)
        for (const two of CAPACITIES)
          expect(new Set(together([one, two], mode))).toEqual(
            new Set([...together([one], mode), ...together([two], mode)]),
          );
    }
  });

  it('has one row for all services per right, below those of single services', () => {
    for (const right of RIGHTS) {
      const rows = RIGHTS_MATRIX.filter((row) => row.right === right);
      expect(rows.map((row) => row.services === null)).toEqual([...rows.slice(1).map(() => false), true]);
    }
  });
});

describe('single cases', () => {
  it('AC-14: in mode centralisé the administrateur is told so, the agent may', () => {
    expect(ask('users.create', ['administrateur'], { mode: 'CENTRALISE' })).toMatchObject({
      code: 'MODE_CENTRALISE',
      rule: 'RGT-17',
      message: expect.stringContaining('mode centralisé'),
    });
    expect(ask('users.create', ['agent'], { mode: 'CENTRALISE' })).toBeNull();
    expect(ask('users.create', ['utilisateur'], { mode: 'CENTRALISE' })?.code).toBe('ACTION_NON_PERMISE');
  });

  it('AC-32: a Cdap role is given by the administrateur, not by the gestionnaire of the group', () => {
    const group = { service: 'CDAP', groupCode: 'T2CR', ownGroup: true } as const;
    expect(ask('roles.attach', ['administrateur'], group)).toBeNull();
    expect(ask('roles.attach', ['gestionnaire', 'utilisateur'], group)).toMatchObject({ rule: 'CON-08' });
    expect(ask('roles.attach', ['gestionnaire', 'utilisateur'], { ...group, service: 'ADONIS' })).toBeNull();
  });

  it('AC-39: an Afas group is created by the Caf’s MCP administrators only, whatever the mode', () => {
    for (const mode of ['DELEGUE', 'CENTRALISE', null] as const) {
      const group = { service: 'AFAS', mode } as const;
      expect(ask('groups.create', ['agent', 'cafAdmin'], group)).toBeNull();
      for (const right of ['groups.create', 'subgroups.create'] as const)
        for (const capacity of ['administrateur', 'gestionnaire', 'afasHabiliter', 'agent'] as const)
          expect(ask(right, [capacity], { ...group, ownGroup: true })).toMatchObject({
            code: 'ACTION_NON_PERMISE',
            rule: 'AFAS-1',
          });
    }
  });

  it('ACT-7: a member of AFAS-HABILITER manages declarants, and no group that only bears their name', () => {
    const declarer = { service: 'AFAS', groupCode: 'AFAS-DECLARER' } as const;
    expect(ask('users.create', ['utilisateur', 'afasHabiliter'], declarer)).toBeNull();
    expect(ask('members.edit', ['utilisateur', 'afasHabiliter'], declarer)).toBeNull();
    expect(ask('users.read', ['utilisateur', 'afasHabiliter'], declarer)).toBeNull();
    expect(ask('users.read', ['utilisateur', 'afasHabiliter'])?.rule).toBe('RGT-10');
    expect(ask('members.edit', ['afasHabiliter'], { ...declarer, groupCode: 'AFAS-HABILITER' })?.rule).toBe('RGT-7');
    expect(ask('members.edit', ['afasHabiliter'], { ...declarer, service: 'CDAP' })?.rule).toBe('RGT-7');
    expect(ask('accounts.edit', ['afasHabiliter'], declarer)?.rule).toBe('RGT-9');
  });

  it('ADM-10, DEL-9: in mode délégué the Caf makes administrateurs and opens services, and manages no users', () => {
    expect(ask('administrateurs.create', ['agent'])).toBeNull();
    expect(ask('services.open', ['agent'])).toBeNull();
    expect(ask('users.create', ['agent', 'cafAdmin'])).toMatchObject({
      code: 'ACTION_NON_PERMISE',
      rule: 'RGT-17',
      message: expect.stringContaining('mode délégué'),
    });
    expect(ask('administrateurs.create', ['administrateur'])).toMatchObject({ rule: 'ADM-10' });
  });

  it('RGT-8, RGT-16: a service by status, or the password of another: nobody, whatever they are', () => {
    for (const right of ['services.use', 'password.other'] as const)
      expect(ask(right, CAPACITIES, { ownGroup: true, ownSubgroup: true, subgroupByResponsable: true })?.code).toBe(
        'ACTION_NON_PERMISE',
      );
  });

  it('tells a gestionnaire « not this group » from « never »', () => {
    expect(ask('members.edit', ['gestionnaire'])?.message).toContain('que pour les groupes dont vous avez la charge');
    expect(ask('groups.create', ['gestionnaire'])?.message).toBe(
      'Votre rôle ne permet pas cette action : créer des groupes.',
    );
    expect(ask('subgroups.create', ['gestionnaire'])?.message).toContain('Votre rôle ne permet pas');
    expect(ask('subgroups.create', ['gestionnaire'], { subgroupByResponsable: true })?.message).toContain('la charge');
  });
});
