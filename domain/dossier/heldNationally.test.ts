import { expect, test } from '@jest/globals';
import { dossierFrom, forO6, Play } from '../../test/builders/dossier.ts';
import type { NationalService, NationalState } from '../service/national.ts';
import type { ServiceCode } from '../service/services.ts';

const since = new Date('2026-01-05T09:00:00Z');
const national = (service: ServiceCode, state: NationalState): NationalService => ({
  ...{ service, state, since, reason: 'Incident', until: null, opensOn: null, searchBy: null },
  processId: 'tuteur-reopening-1',
});
/** A newcomer whose bulletin was sent while the service was open, and is countersigned now. */
function countersigned(service: ServiceCode, ...nationals: NationalService[]): Play {
  const play = new Play(dossierFrom({ ...forO6(), services: [service] })).act({ type: 'open' });
  play.completeBulletin().signAll();
  play.dossier.nationals = nationals;
  return play.task('CONTRESIGNER', 'countersign');
}

test.each(['FERME_REPLI', 'REOUVERTURE_PREVUE'] as const)(
  'TUT-17: a bulletin that comes into force while the Espace Tuteur is %s is suspended from the start, by its reopening, and nobody reads that it is open',
  (state) => {
    const play = countersigned('TUTEUR', national('CDAP', 'FERME'), national('TUTEUR', state));
    expect(play.dossier.services).toMatchObject([
      {
        ...{ service: 'TUTEUR', state: 'SUSPENDUE', reason: 'Incident', suspendedUntil: null },
        ...{ suspendedBy: 'tuteur-reopening-1', openedAt: play.at, suspendedAt: play.at },
      },
    ]);
    expect(play.audit.map(({ action }) => action)).toContain('service.suspend');
    expect(play.audit.map(({ action }) => action)).not.toContain('service.open');
    expect(play.templates()).not.toContain('MAIL-28');
  },
);

test('once it is open for everyone the bulletin opens it (CONV-8); a service that a person opens again is held by its row alone', () => {
  expect(countersigned('TUTEUR', national('TUTEUR', 'OUVERT')).dossier.services).toMatchObject([{ state: 'OUVERTE' }]);
  expect(countersigned('CDAP', national('CDAP', 'FERME')).dossier.services).toMatchObject([{ state: 'OUVERTE' }]);
  // closed by the Cnaf's own act, nobody's opening was suspended: none could be opened again as one that a reopening has
  const byPerson = { ...national('TUTEUR', 'FERME_REPLI'), processId: null };
  expect(countersigned('TUTEUR', byPerson).dossier.services).toMatchObject([{ state: 'OUVERTE' }]);
});
