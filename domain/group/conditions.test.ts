import { describe, expect, it } from '@jest/globals';
import { QUALIFICATIONS, TITRES } from '../account/types.ts';
import { PROFILE_CODES, type ProfileCode } from '../service/services.ts';
import { type ProfilePerson, profileFaults } from './conditions.ts';

const NOBODY: ProfilePerson = {
  qualification: null,
  numeroInstructeur: null,
  codeBailleur: null,
  titre: null,
  workplaceSocialWorker: false,
};
const faults = (profile: ProfileCode, changes: Partial<ProfilePerson> = {}): string[] =>
  profileFaults(profile, { ...NOBODY, ...changes }).map(({ path, code, rule }) => `${path} ${code} ${rule}`);

describe('conditions of a profile (GRP-17, REQ-8)', () => {
  it('says what each profile lacks when nothing is recorded', () => {
    expect(Object.fromEntries(PROFILE_CODES.map((profile) => [profile, faults(profile)]))).toEqual({
      T1: ['qualification NI_AS_NI_CESF REQ-8'],
      T2: [],
      T4: ['numeroInstructeur SANS_NUMERO_INSTRUCTEUR REQ-12'],
      T9: ['titre SANS_TITRE REQ-16'],
      T10: ['codeBailleur SANS_CODE_BAILLEUR CDAP-7'],
    });
  });

  it('T1: AS and CESF, nobody else', () => {
    const lacking = QUALIFICATIONS.filter((qualification) => faults('T1', { qualification }).length > 0);
    expect(lacking).toEqual(['AUTRE']);
    expect(faults('T1', { qualification: 'as' })).toEqual(['qualification NI_AS_NI_CESF REQ-8']);
  });

  it('T1: never an occupational social worker; both faults at once', () => {
    const workplaceSocialWorker = true;
    expect(faults('T1', { qualification: 'AS', workplaceSocialWorker })).toEqual([
      'workplaceSocialWorker AS_DU_TRAVAIL_EXCLU REQ-8',
    ]);
    expect(faults('T1', { qualification: 'AUTRE', workplaceSocialWorker })).toEqual([
      'workplaceSocialWorker AS_DU_TRAVAIL_EXCLU REQ-8',
      'qualification NI_AS_NI_CESF REQ-8',
    ]);
  });

  it('T4 and T10: the code must be there, and be one', () => {
    expect(faults('T4', { numeroInstructeur: '093C0550100000' })).toEqual([]);
    expect(faults('T4', { numeroInstructeur: '  ' })).toEqual(['numeroInstructeur SANS_NUMERO_INSTRUCTEUR REQ-12']);
    expect(faults('T4', { numeroInstructeur: '93' })).toEqual(['numeroInstructeur NUMERO_INSTRUCTEUR_INVALIDE FMT-8']);
    expect(faults('T10', { codeBailleur: 'B12' })).toEqual([]);
    expect(faults('T10', { codeBailleur: 'B-12' })).toEqual(['codeBailleur CODE_BAILLEUR_INVALIDE FMT-9']);
  });

  it('T9: one of the four titles', () => {
    for (const titre of TITRES) expect(faults('T9', { titre })).toEqual([]);
    expect(faults('T9', { titre: 'PROCURATION' })).toEqual(['titre CHAMP_INVALIDE REQ-16']);
  });

  it('asks for nothing that belongs to another profile', () => {
    const whole = {
      qualification: 'CESF',
      numeroInstructeur: '093C05501',
      codeBailleur: 'B12',
      titre: 'JUGEMENT',
    };
    for (const profile of PROFILE_CODES) expect(faults(profile, whole)).toEqual([]);
  });
});
