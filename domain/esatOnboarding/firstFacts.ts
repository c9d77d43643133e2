import { type Held, type NewDossier, serviceFacts } from '../dossier/newDossier.ts';
import type { DossierFlag, Reprise } from '../dossier/types.ts';
import { useCaseOf } from '../esat/useCase.ts';
import type { EsatOnboardingFacts } from './types.ts';

/** First facts of an Esat onboarding (§6.3): the use case follows from what MCP, which this system wins over, and Habtiers know. */
export function esatFacts(input: NewDossier, held: Held): { facts: EsatOnboardingFacts; flags: DossierFlag[] } {
  const { esat } = input;
  if (esat === null) throw new Error('an Esat onboarding says what MCP and Habtiers know');
  const { facts, flags } = serviceFacts(input, held);
  const { convention } = held;
  const known = esat.knownInMcp || convention !== null;
  const useCase = useCaseOf(known, esat.knownInHabtiers);
  return {
    flags: [...esatFlags(esat, useCase, convention), ...flags],
    facts: {
      ...facts,
      // a known partner keeps the mode of its contrat (DEL-4): asking another is another process (DEL-5)
      delegationMode: known ? null : input.delegationMode,
      reprise: esat.knownInMcp && convention === null ? repriseOf(input, esat) : null,
      esat: {
        useCase,
        active: esat.activeInHabtiers,
        eligibility: 'A_FAIRE',
        eligibilityForm: null,
        askedSince: null,
        reminders: 0,
        mission: useCase === 3 || useCase === 4 ? 'A_VERIFIER' : null,
      },
      groupWait: null,
    },
  };
}

type Extraction = NonNullable<NewDossier['esat']>;

function esatFlags(esat: Extraction, useCase: number, convention: Held['convention']): DossierFlag[] {
  const flags: DossierFlag[] = [];
  if (useCase === 4) flags.push('CAS_NON_DECRIT'); // ESAT-18
  if (!esat.knownInMcp && !esat.knownInHabtiers) flags.push('HORS_EXTRACTION');
  const differs =
    convention !== null &&
    (!esat.knownInMcp || (esat.conventionNumber !== null && esat.conventionNumber !== convention.number));
  if (differs) flags.push('MCP_DIVERGENT');
  return flags;
}

function repriseOf(input: NewDossier, esat: Extraction): Reprise {
  return {
    number: esat.conventionNumber,
    siret: esat.conventionSiret ?? input.partner.siret,
    delegationMode: esat.conventionMode ?? input.delegationMode ?? 'DELEGUE',
  };
}
