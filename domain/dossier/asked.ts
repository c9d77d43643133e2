import type { HeldConvention } from '../service/known.ts';
import { CATALOGUE, type ServiceCode } from '../service/services.ts';
import type { Eligibility } from './judged.ts';
import type { NewDossier } from './newDossier.ts';

/** Types of dossiers that open services. */
export type OpeningType = 'conventionnement' | 'esatOnboarding';

/** Services that were asked for together, and what the dossiers about them have in common. */
export interface Asked
  extends Pick<NewDossier, 'partner' | 'caf' | 'profiles' | 'missions' | 'opensOn' | 'createdBy' | 'startKey'> {
  services: readonly ServiceCode[];
  answers: Eligibility;
  /** the conventionnement judges the answers as it begins; otherwise the Caf has judged them already */
  judged: boolean;
  /** the convention in force of who asks */
  held: HeldConvention | null;
}

/**
 * The dossiers that open what was asked for: a conventionnement, and one more of each service with a procedure of its own, which joins the first
 * one's convention (DEL-12).
 */
export function dossiersAsked(asked: Asked): NewDossier<OpeningType>[] {
  const { services, answers, judged, held, startKey, ...shared } = asked;
  const common = { ...shared, delegationMode: null, deadline: null, campaignId: null };
  const ordinary = services.filter((service) => CATALOGUE[service].ownProcedure === undefined);
  const first: NewDossier<OpeningType> = {
    ...common,
    type: 'conventionnement',
    services: ordinary,
    eligibility: judged ? null : answers,
    startKey,
    esat: null,
  };
  const own = services.flatMap((service): NewDossier<OpeningType>[] => {
    const { ownProcedure } = CATALOGUE[service];
    if (ownProcedure === undefined) return [];
    return [
      {
        ...common,
        type: ownProcedure.dossier,
        services: [service],
        profiles: [],
        missions: [], // the catalogue's
        eligibility: null, // its own procedure asks
        startKey: startKey === null ? null : `${startKey}:${service}`,
        esat: ownProcedure.knows(answers[service] ?? {}, held),
      },
    ];
  });
  return ordinary.length === 0 ? own : [first, ...own];
}
