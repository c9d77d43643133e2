import type { DossierRequest } from '../../domain/kinds.ts';

const CAFS = [
  '75',
  '13',
  '33',
  '59',
  '69',
  '31',
  '44',
  '67',
  '93',
  '92',
  '77',
  '78',
  '35',
  '38',
  '06',
  '34',
  '62',
  '76',
  '83',
  '91',
];

/** A SIRET that nobody has, both keys right; a million of them. */
export function inventedSiret(seed: number): string {
  const siren = withKey(`99${String(seed % 1_000_000).padStart(6, '0')}`);
  return withKey(`${siren}0001`);
}

function withKey(body: string): string {
  let sum = 0;
  for (const [index, character] of [...body].reverse().entries()) {
    const doubled = Number(character) * (index % 2 === 0 ? 2 : 1);
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return `${body}${(10 - (sum % 10)) % 10}`;
}

/** An Esat onboarding of use case 1 that may open at once; départements are many, as in a campaign. */
export function dossier(seed: number): DossierRequest {
  const caf = CAFS[seed % CAFS.length] ?? '93';
  return {
    type: 'esatOnboarding',
    partner: {
      siret: inventedSiret(seed),
      raisonSociale: `ESAT inventé ${seed}`,
      address: '1 rue des Essais',
      email: `contact@esat-${seed}.example`,
      phone: '+33148000001',
      departments: [caf],
    },
    caf,
    services: ['ESAT'],
    eligibility: null,
    profiles: [],
    missions: ['ESAT'],
    delegationMode: 'DELEGUE',
    opensOn: '2026-01-01',
    deadline: null,
    campaignId: null,
    createdBy: 'bench',
    startKey: null,
    esat: {
      knownInMcp: false,
      knownInHabtiers: false,
      activeInHabtiers: null,
      conventionNumber: null,
      conventionSiret: null,
      conventionMode: null,
    },
  };
}
