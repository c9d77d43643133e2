import { describe, expect, test } from '@jest/globals';
import {
  AGENT,
  dossierFrom,
  esatOf,
  inForce,
  newDossier,
  PARTNER,
  Play,
  project,
} from '../../test/builders/dossier.ts';
import type { ContractDocument } from '../document/types.ts';
import { DEFAULT_POLICY } from '../policy/policy.ts';
import type { Dossier, OpenedService } from './types.ts';

const NOW = '2026-03-02T09:00:00Z';
const { partner } = newDossier();

function bulletin(service: 'CDAP' | 'ESAT'): ContractDocument {
  const [, contrat] = inForce({ siret: partner.siret });
  if (contrat === undefined) throw new Error('no contrat');
  const content = { roles: service === 'CDAP' ? ['T2'] : ['ESAT'], departments: ['93'] };
  return { ...contrat, id: `bulletin-${service}`, kind: 'BULLETIN', service, contratId: 'contrat', content };
}

function opened(service: 'CDAP' | 'ESAT', over: Partial<OpenedService> = {}): OpenedService {
  return {
    id: `service-${service}`,
    service,
    bulletinId: `bulletin-${service}`,
    processId: 'former',
    state: 'OUVERTE',
    opensOn: '2025-01-01',
    openedAt: new Date('2025-01-01T00:00:00Z'),
    closedAt: null,
    reason: null,
    suspendedAt: null,
    suspendedUntil: null,
    suspendedBy: null,
    ...over,
  };
}

/** A partner in mode délégué with Cdap and Esat asks for mode centralisé: the documents are sent. */
function begun(services: OpenedService[], more: ContractDocument[] = [], opensOn = '2026-01-01'): Play {
  const held = [...inForce({ siret: partner.siret }), bulletin('CDAP'), bulletin('ESAT'), ...more];
  const asked = newDossier({
    type: 'conventionnement',
    esat: null,
    services: ['CDAP', 'ESAT'],
    delegationMode: 'CENTRALISE',
    opensOn,
  });
  const dossier: Dossier = { ...dossierFrom(asked, held), services };
  return new Play(dossier, NOW).act({ type: 'open' });
}

function completed(play: Play): Play {
  for (const { id, content } of play.dossier.documents.filter(({ state }) => state === 'A_COMPLETER'))
    play.act(
      {
        type: 'complete',
        documentId: id,
        content: {
          raisonSociale: partner.raisonSociale,
          siret: partner.siret,
          roles: content.roles ?? [],
          departments: ['93'],
          signatory: { name: 'Anne Roy', function: 'Directrice' },
        },
      },
      PARTNER,
    );
  return play.signAll();
}

const countersigned = (play: Play) => completed(play).task('CONTRESIGNER', 'countersign');
const servicesOf = (play: Play, service: string) =>
  play.dossier.services.filter((one) => one.service === service).map(({ state }) => state);

describe('a convention that takes the place of another (DEL-5, DEL-6)', () => {
  test('each service passes over at one instant and nobody is told that it opens; the succession is named', () => {
    const play = countersigned(begun([opened('CDAP'), opened('ESAT')]));
    for (const service of ['CDAP', 'ESAT']) {
      const [former, present] = play.dossier.services.filter((one) => one.service === service);
      expect([former?.state, present?.state]).toEqual(['FERMEE', 'OUVERTE']);
      expect(former?.closedAt).toEqual(present?.openedAt);
    }
    expect(play.templates()).toEqual(['MAIL-25', 'MAIL-43', 'MAIL-30']);
    expect(play.dossier.endedAs).toBe('SERVICE_OUVERT');
  });

  test('a suspended service stays suspended', () => {
    const play = countersigned(
      begun([opened('CDAP', { state: 'SUSPENDUE', reason: 'Incident', suspendedBy: 'suspension' }), opened('ESAT')]),
    );
    expect(servicesOf(play, 'CDAP')).toEqual(['FERMEE', 'SUSPENDUE']);
    // whatever suspends it holds its successor
    expect(play.dossier.services.find(({ state }) => state === 'SUSPENDUE')).toMatchObject({
      ...{ reason: 'Incident', suspendedBy: 'suspension' },
    });
  });

  test('a service that waits for its date waits for it still (ESAT-23)', () => {
    const play = countersigned(begun([opened('CDAP'), opened('ESAT', { state: 'PRETE', opensOn: '2026-07-01' })]));
    expect([servicesOf(play, 'CDAP'), servicesOf(play, 'ESAT')]).toEqual([
      ['FERMEE', 'OUVERTE'],
      ['FERMEE', 'PRETE'],
    ]);
    expect(project(play.dossier, DEFAULT_POLICY, play.at).nextActionAt?.toISOString()).toBe('2026-06-30T22:00:00.000Z');
    play.later('2026-06-30T22:00:00Z').act({ type: 'tick' });
    expect(servicesOf(play, 'ESAT')).toEqual(['FERMEE', 'OUVERTE']);
  });

  test('closing the new convention before the day also ends what it was to carry on', () => {
    const play = countersigned(begun([opened('CDAP'), opened('ESAT')], [], '2026-04-01'));
    expect(servicesOf(play, 'CDAP')).toEqual(['OUVERTE', 'PRETE']);
    play.act({ type: 'close', documentId: play.document('CONVENTION').id, reason: 'Cessation' }, AGENT);
    expect([...servicesOf(play, 'CDAP'), ...servicesOf(play, 'ESAT')]).toEqual(Array(4).fill('FERMEE'));
  });

  test('given up before the day: the services pass over at once, none is left under what is closed', () => {
    const play = countersigned(begun([opened('CDAP'), opened('ESAT')], [], '2026-04-01'));
    play.act({ type: 'cancel', reason: 'Erreur de date' }, AGENT);
    expect([servicesOf(play, 'CDAP'), servicesOf(play, 'ESAT')]).toEqual([
      ['FERMEE', 'OUVERTE'],
      ['FERMEE', 'OUVERTE'],
    ]);
    expect(play.document('CONVENTION').state).toBe('ACTIF');
  });

  test('a service whose bulletin is refused ends with the former convention, and the Caf is told before it countersigns', () => {
    const play = begun([opened('CDAP'), opened('ESAT')]);
    const esat = play.dossier.documents.find(({ service }) => service === 'ESAT');
    play.act({ type: 'decline', documentIds: [esat?.id ?? ''], reason: 'Plus utile' }, PARTNER);
    completed(play);
    expect(play.dossier.tasks.find(({ kind }) => kind === 'CONTRESIGNER')?.reason).toMatch(/prend fin .*Esat/);
    play.task('CONTRESIGNER', 'countersign');
    expect([servicesOf(play, 'CDAP'), servicesOf(play, 'ESAT')]).toEqual([['FERMEE', 'OUVERTE'], ['FERMEE']]);
  });

  test('an avenant of the former convention stays applied (CONV-16)', () => {
    const [convention] = inForce({ siret: partner.siret });
    if (convention === undefined) throw new Error('no convention');
    const avenant: ContractDocument = { ...convention, id: 'avenant', kind: 'AVENANT', conventionId: 'convention' };
    const play = begun([opened('CDAP'), opened('ESAT')], [avenant]);
    countersigned(play);
    expect(play.dossier.inForce.find(({ id }) => id === 'avenant')?.state).toBe('ACTIF');
  });

  test('the new documents bear the SIRET that the former have, corrected or not', () => {
    const held = inForce({ siret: '99989000700019' });
    const asked = newDossier({ type: 'conventionnement', esat: null, services: [], delegationMode: 'CENTRALISE' });
    const play = new Play(dossierFrom(asked, held), NOW).act({ type: 'open' });
    expect(play.dossier.documents.map(({ siret }) => siret)).toEqual(['99989000700019', '99989000700019']);
  });

  test('a dossier whose service goes on under the new convention still waits for its group (ESAT-17)', () => {
    const esat = dossierFrom(newDossier());
    Object.assign(esatOf(esat), { eligibility: 'ELIGIBLE' });
    esat.facts.phase = 'people';
    const own = opened('ESAT', { processId: esat.id, state: 'FERMEE' });
    const present = opened('ESAT', { id: 'present', bulletinId: 'new', processId: 'change' });
    const closed = { ...bulletin('ESAT'), state: 'CLOS' as const };
    const held = inForce({ siret: partner.siret, mode: 'CENTRALISE' });
    const play = new Play({ ...esat, opened: true, documents: [closed], inForce: held, services: [own, present] }, NOW);
    play.act({ type: 'tick' });
    expect(play.dossier.endedAs).toBeNull();
    expect(play.dossier.tasks.map(({ kind }) => kind)).toEqual(['CONFIGURER_GROUPE']);
    play.dossier.services = [own];
    play.act({ type: 'tick' });
    expect(play.dossier.endedAs).toBe('SERVICE_OUVERT');
  });
});
