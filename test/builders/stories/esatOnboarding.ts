import { AGENT, dossierFrom, inForce, newDossier } from '../dossier.ts';
import { at, cameBy, play, type Scenario } from './play.ts';

const KNOWN = { ...NOTHING_KNOWN(), knownInMcp: true, conventionNumber: '22_051' };
function NOTHING_KNOWN() {
  const { esat } = newDossier();
  if (esat === null) throw new Error('an Esat dossier');
  return esat;
}
const GROUP = (members: number) => ({ administrateurs: [], groups: [{ role: 'ESAT', members }] });

/** Together they go through every outcome of every phase. */
export const SCENARIOS: Record<string, Scenario> = {
  'case 1, to its first user': (route) => {
    const one = play(dossierFrom(newDossier()), route).act({ type: 'open' });
    at(one, 'checks', 'ELIGIBILITE_A_VERIFIER');
    one.fillEligibility();
    at(one, 'checks', 'ELIGIBILITE_A_VERIFIER');
    one.task('VERIFIER_ELIGIBILITE', 'eligible');
    at(one, 'documents', 'DOCUMENTS_ENVOYES');
    one.completeBulletin().signAll();
    at(one, 'countersignature', 'DOCUMENTS_SIGNES');
    one.task('CONTRESIGNER', 'countersign');
    at(one, 'people', 'SERVICE_OUVERT');
    one.dossier.people = GROUP(0);
    at(one.act({ type: 'tick' }), 'people', 'GROUPES_CONFIGURES');
    one.dossier.people = GROUP(1);
    at(one.act({ type: 'tick' }), 'people', 'TERMINE', 'TERMINE');
  },
  'case 3: checks by the Caf, a date, a return': (route) => {
    const { siret } = newDossier().partner;
    const known = dossierFrom(newDossier({ esat: KNOWN, opensOn: '2026-04-01' }), inForce({ siret }));
    const one = play(known, route).act({ type: 'open' }).eligibleByCaf();
    at(one, 'checks', 'DOCUMENTS_A_PRODUIRE');
    one.task('VERIFIER_MISSION', 'confirmed');
    at(one, 'documents', 'DOCUMENTS_ENVOYES');
    one.completeBulletin().signAll();
    const bulletin = one.document('BULLETIN').id;
    one.act({ type: 'return', documentIds: [bulletin], reason: 'Un rôle manque' }, AGENT);
    at(one, 'documents', 'DOCUMENTS_ENVOYES');
    cameBy(one, 'countersignature', 'returned', 'documents');
    one.completeBulletin().signAll();
    at(one, 'countersignature', 'DOCUMENTS_SIGNES');
    one.task('CONTRESIGNER', 'countersign');
    at(one, 'opening', 'PRET_A_OUVRIR');
    one.later('2026-03-31T22:00:00Z').act({ type: 'tick' });
    at(one, 'people', 'SERVICE_OUVERT');
  },
};
