import type { DelegationMode } from '../document/types.ts';
import { useCaseOf } from '../esat/useCase.ts';
import type { ProfileCode, ServiceCode } from '../service/services.ts';
import type { DossierFacts, DossierFlag } from './types.ts';

/** What a dossier is started from: an accepted request, an agent's form, a row of the Cnaf's spreadsheet. */
export interface NewDossier {
  type: 'conventionnement' | 'esatOnboarding';
  partner: {
    siret: string;
    raisonSociale: string;
    address: string;
    email: string;
    phone: string;
    departments: string[];
  };
  caf: string;
  services: ServiceCode[];
  profiles: ProfileCode[];
  missions: string[];
  /** null: keep the mode in force, `DELEGUE` for a new partner (§4.3 « Defaults ») */
  delegationMode: DelegationMode | null;
  opensOn: string;
  deadline: string | null;
  campaignId: string | null;
  createdBy: string;
  startKey: string | null;
  /** Esat only: what MCP and Habtiers know (§6.3) */
  esat: {
    knownInMcp: boolean;
    knownInHabtiers: boolean;
    activeInHabtiers: boolean | null;
    conventionNumber: string | null;
    conventionSiret: string | null;
    conventionMode: DelegationMode | null;
  } | null;
}

export const CNA = 'CNA';

/** DEL-7: a reach of several départements is the CNA's. */
export function isForCna(caf: string, departments: readonly string[]): boolean {
  return departments.length > 1 && caf !== CNA;
}

/** DEL-7: as soon as one service reaches several départements, the CNA manages the whole convention. */
export function managingCaf(input: Pick<NewDossier, 'caf' | 'partner'>): {
  caf: string;
  readerCaf: string | null;
  flags: DossierFlag[];
} {
  return isForCna(input.caf, input.partner.departments)
    ? { caf: CNA, readerCaf: input.caf, flags: ['TRANSFERE_CNA'] }
    : { caf: input.caf, readerCaf: null, flags: [] };
}

/**
 * Business key of the process: what must not run twice at once (ESAT-26, architecture.md style 3). A change of mode concerns the partner as
 * a whole, whatever services go with it (DEL-4).
 */
export function businessKeyOf(input: NewDossier, caf: string, changesMode: boolean): string {
  if (input.type === 'esatOnboarding') return input.partner.siret;
  return `${caf}-${input.partner.siret}-${changesMode ? MODE_CHANGE : [...input.services].sort().join('+')}`;
}

/** Ends the business key of a change of mode. */
export const MODE_CHANGE = 'MODE';

/**
 * First facts of a dossier. `held` is what this system already holds for the SIRET and Caf: it wins over the file (`MCP_DIVERGENT`).
 * `elsewhere`: Cafs with which the SIRET has an active convention; a first one here would be a second one (CON-11).
 */
export function firstFacts(
  input: NewDossier,
  held: { number: string | null; siret: string } | null,
  elsewhere: readonly string[] = [],
): { facts: DossierFacts; flags: DossierFlag[] } {
  const { esat } = input;
  const known = esat !== null && (esat.knownInMcp || held !== null);
  const useCase = useCaseOf(known, esat?.knownInHabtiers ?? false);
  const flags: DossierFlag[] = [];
  if (esat !== null) {
    if (useCase === 4) flags.push('CAS_NON_DECRIT'); // ESAT-18
    if (!esat.knownInMcp && !esat.knownInHabtiers) flags.push('HORS_EXTRACTION');
    const differs =
      held !== null && (!esat.knownInMcp || (esat.conventionNumber !== null && esat.conventionNumber !== held.number));
    if (differs) flags.push('MCP_DIVERGENT');
  }
  const otherCafs = held === null ? [...elsewhere] : [];
  if (otherCafs.length > 0) flags.push('AUTRE_CAF');
  const missions =
    input.missions.length > 0
      ? input.missions
      : input.services.map((service) => (service === 'ESAT' ? 'ESAT' : `Accès ${service}`));
  return {
    flags,
    facts: {
      services: input.services,
      // a known partner keeps the mode of its contrat (DEL-4): asking another is another process (DEL-5)
      delegationMode: known ? null : input.delegationMode,
      departments: input.partner.departments,
      missions,
      profiles: input.profiles,
      opensOn: input.opensOn,
      deadline: input.deadline,
      reprise:
        esat?.knownInMcp && held === null
          ? {
              number: esat.conventionNumber,
              siret: esat.conventionSiret ?? input.partner.siret,
              delegationMode: esat.conventionMode ?? input.delegationMode ?? 'DELEGUE',
            }
          : null,
      esat:
        esat === null
          ? null
          : {
              useCase,
              active: esat.activeInHabtiers,
              eligibility: 'A_FAIRE',
              eligibilityForm: null,
              askedSince: null,
              reminders: 0,
              mission: useCase === 3 || useCase === 4 ? 'A_VERIFIER' : null,
            },
      extraDays: 0,
      escalated: false,
      siretBlock: null,
      endReason: null,
      administrateurSettled: false,
      groupWait: null,
      otherCafs,
    },
  };
}
