import type { PrintableDocument } from '../printable.ts';
import type { DocumentContent, DocumentKind } from '../types.ts';

/** Printable documents for tests: an invented Esat, one document of each kind. */

const AT = new Date('2025-05-12T08:30:00.000Z');
const HASH = '3f1a9c0d5b7e2468ace013579bdf02468ace13579bdf02468ace13579bdf0246';

const CONTENTS: Record<DocumentKind, DocumentContent> = {
  CONVENTION: { missions: ['ESAT', "Accompagnement social des travailleurs de l'établissement"], departments: ['93'] },
  CONTRAT: { delegationMode: 'DELEGUE' },
  BULLETIN: {
    roles: ['ESAT'],
    departments: ['93'],
    raisonSociale: 'ESAT Les Tilleuls',
    siret: '99991041700016',
    conventionNumber: '25_118',
    administrateur: { firstName: 'Maëlle', lastName: 'Le Gœuff', email: 'maelle.le-goeuff@lestilleuls.example' },
    signatory: { name: 'Édouard Noël', function: 'Directeur' },
  },
  AVENANT: {
    avenant: {
      object: 'VERIFICATION_MISSION_ESAT',
      before: { missions: 'Aide à domicile' },
      after: { missions: 'Aide à domicile, ESAT' },
    },
  },
  ANNEXE_3: {
    administrateur: { firstName: 'Zoé', lastName: 'Picard', email: 'zoe.picard@lestilleuls.example' },
    leavingAdministrateur: { firstName: 'Léa', lastName: 'Morin', email: 'lea.morin@lestilleuls.example' },
  },
};

/** A document of this kind, in force and signed by both parties; `changes` replaces any part of it. */
export function sampleDocument(kind: DocumentKind, changes: Partial<PrintableDocument> = {}): PrintableDocument {
  return {
    kind,
    origin: 'PASSERELLE',
    service: kind === 'BULLETIN' ? 'ESAT' : null,
    version: 2,
    state: 'ACTIF',
    siret: '99991041700016',
    createdAt: new Date('2025-05-02T07:00:00.000Z'),
    number: '25_118',
    content: CONTENTS[kind],
    partner: {
      raisonSociale: 'ESAT Les Tilleuls',
      address: '12 rue des Tilleuls, 93000 Bobigny',
      email: 'contact@lestilleuls.example',
      phone: '+33148000001',
    },
    caf: { code: '93', name: 'Caf de la Seine-Saint-Denis' },
    eligibility:
      kind === 'BULLETIN' ? { casf: true, cdaph: true, places: 64, autorisation: 'Arrêté du 3 mars 2011' } : null,
    signatures: [
      {
        party: 'PARTENAIRE',
        name: 'Édouard Noël',
        function: 'Directeur',
        at: new Date('2025-05-06T14:05:00.000Z'),
        version: 1,
        contentHash: HASH,
        voided: true,
      },
      {
        party: 'PARTENAIRE',
        name: 'Édouard Noël',
        function: 'Directeur',
        at: new Date('2025-05-09T09:12:00.000Z'),
        version: 2,
        contentHash: HASH.replace('3f', '9a'),
        voided: false,
      },
      {
        party: 'CAF',
        name: 'Nadia Ferrand',
        function: 'Agent de la Caf',
        at: AT,
        version: 2,
        contentHash: HASH.replace('3f', '9a'),
        voided: false,
      },
    ],
    history: [
      { at: new Date('2025-05-02T07:00:00.000Z'), what: 'Document établi', who: 'Passerelle' },
      {
        at: new Date('2025-05-06T14:05:00.000Z'),
        what: 'Signé par le partenaire',
        who: 'Le représentant du partenaire',
      },
      {
        at: new Date('2025-05-07T10:40:00.000Z'),
        what: 'Renvoyé par la Caf : la fonction du signataire est à préciser',
        who: 'Nadia Ferrand, Caf 93',
      },
      { at: AT, what: 'Signé par la Caf, document en vigueur', who: 'Nadia Ferrand, Caf 93' },
    ],
    ...changes,
  };
}
