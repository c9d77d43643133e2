import { describe, expect, test } from '@jest/globals';
import { dossierFrom, forO6, inForce, O6, PARTNER, Play } from '../../test/builders/dossier.ts';
import { refused } from '../../test/refused.ts';
import type { ContractDocument } from '../document/types.ts';
import type { ProfileCode, ServiceCode } from '../service/services.ts';
import type { OpenedService } from './types.ts';

describe('a service that is open already (CONV-7, REQ-17)', () => {
  const held = inForce({ siret: O6.siret, caf: '38' });
  const bulletin = (roles: string[]): ContractDocument => ({
    ...(held[1] as ContractDocument),
    ...{ id: 'bulletin', kind: 'BULLETIN', service: 'CDAP', conventionId: 'convention', contratId: 'contrat' },
    content: { roles, departments: ['38'] },
  });
  const open: OpenedService = {
    ...{ id: 'service', service: 'CDAP', bulletinId: 'bulletin', processId: null, state: 'OUVERTE' },
    ...{ opensOn: '2025-01-01', openedAt: new Date('2025-01-01T00:00:00Z'), closedAt: null, reason: null },
    ...{ suspendedAt: null, suspendedUntil: null, suspendedBy: null },
  };
  const asking = (profiles: ProfileCode[], services: ServiceCode[] = ['CDAP']) => {
    const input = forO6({ profiles, services, delegationMode: null });
    const dossier = dossierFrom(input, structuredClone([...held, bulletin(['T2'])]));
    dossier.services = [structuredClone(open)];
    dossier.people.administrateurs = [{ name: 'Claire', email: 'claire@leslutins.example', closesOn: null }];
    return new Play(dossier).act({ type: 'open' });
  };

  test('REQ-21: other profiles come by a bulletin that replaces the one in force, without a gap', () => {
    const play = asking(['T9']);
    expect(play.dossier.documents).toMatchObject([
      { kind: 'BULLETIN', content: { roles: ['T2', 'T9'] }, replacesId: 'bulletin', conventionId: 'convention' },
    ]);
    const { id } = play.document('BULLETIN');
    const content = { ...play.document('BULLETIN').content, raisonSociale: 'x', siret: O6.siret, roles: ['T9'] };
    const typed = { ...content, departments: ['38'], signatory: { name: 'Anne', function: 'Directrice' } };
    expect(
      refused(() => play.act({ type: 'complete', documentId: id, content: typed }, PARTNER))?.faults,
    ).toMatchObject([{ path: 'roles', code: 'ROLE_EN_VIGUEUR', rule: 'REQ-17' }]);
    play.completeBulletin({ administrateur: undefined }).signAll();
    const before = play.dossier.inForce.find((one) => one.id === 'bulletin');
    expect(before?.state).toBe('ACTIF');
    play.task('CONTRESIGNER', 'countersign');
    expect(play.dossier.inForce.map((one) => [one.kind, one.state])).toEqual([
      ['CONVENTION', 'ACTIF'],
      ['CONTRAT', 'ACTIF'],
      ['BULLETIN', 'CLOS'],
    ]);
    expect(play.dossier.services).toMatchObject([
      { state: 'FERMEE', closedAt: play.at },
      { state: 'OUVERTE', openedAt: play.at },
    ]);
    expect(play.dossier.endedAs).toBe('SERVICE_OUVERT');
    expect(play.templates()).not.toContain('MAIL-30');
  });

  test('refused by the partner, what was in force stays; beside another service it ends nothing at the countersignature', () => {
    const alone = asking(['T9']);
    alone.act({ type: 'decline', documentIds: [alone.document('BULLETIN').id], reason: 'Non' }, PARTNER);
    expect(alone.dossier).toMatchObject({ endedAs: 'ABANDONNE', services: [{ state: 'OUVERTE' }] });
    expect(alone.dossier.inForce.every(({ state }) => state === 'ACTIF')).toBe(true);

    const beside = asking(['T9'], ['CDAP', 'AFAS']);
    const cdap = beside.dossier.documents.find(({ service }) => service === 'CDAP')?.id ?? '';
    beside
      .act({ type: 'decline', documentIds: [cdap], reason: 'Non' }, PARTNER)
      .completeBulletin()
      .signAll();
    const task = beside.dossier.tasks.find(({ kind }) => kind === 'CONTRESIGNER');
    expect(task?.reason).not.toMatch(/prend fin/);
    beside.task('CONTRESIGNER', 'countersign');
    expect(beside.dossier.services.map(({ service, state }) => `${service} ${state}`)).toEqual([
      'CDAP OUVERTE',
      'AFAS OUVERTE',
    ]);
  });

  test('nothing left to make: the dossier ends at once instead of waiting for nobody', () => {
    expect(asking(['T2']).dossier).toMatchObject({
      endedAs: 'ABANDONNE',
      documents: [],
      services: [{ state: 'OUVERTE' }],
    });
  });
});
