import type { DelegationMode } from '../document/types.ts';
import type { Nature, OrganisationType } from '../partner/types.ts';
import type { KnownBefore } from '../service/known.ts';
import { CATALOGUE, type ProfileCode, SERVICES, type ServiceCode } from '../service/services.ts';
import type { Eligibility, Judged } from './judged.ts';
import type { Dossier, DossierFlag, ServiceFacts, SignedBefore } from './types.ts';

/** What a dossier is started from: an accepted request, an agent's form, a row of the Cnaf's spreadsheet. `T`: which kinds it may be of. */
export interface NewDossier<T extends string = string> {
  type: T;
  partner: {
    siret: string;
    raisonSociale: string;
    address: string;
    email: string;
    phone: string;
    departments: string[];
    /** what it says of itself: kept where nothing is known (§2.3, §2.4) */
    nature?: Nature | null;
    typeOrganisme?: OrganisationType | null;
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
  /** answers to the questions of the services asked for; null: legitimacy is judged by a procedure of its own (REQ-21, ESAT-5) or is not asked again (DEL-10) */
  eligibility: Eligibility | null;
  /** Esat only: what MCP and Habtiers know (§6.3) */
  esat: KnownBefore | null;
}

export const CNA = 'CNA';

/** DEL-7: a reach of several départements is the CNA's. */
export function isForCna(caf: string, departments: readonly string[]): boolean {
  return departments.length > 1 && caf !== CNA;
}

/** Who manages a SIRET already, and what ties the partner to that Caf (CONV-11). */
export interface Holder {
  caf: string;
  /** a document in force, a process under way or an account: without any of them, nothing but a record is there */
  tied: boolean;
}

/** DEL-11: the Caf whose partner it is. One that is tied to nobody follows who asks something for it; null: it is new, or free. */
export function holderOf(held: Holder | null): string | null {
  return held?.tied === true ? held.caf : null;
}

/**
 * DEL-7: as soon as one service reaches several départements, the CNA manages the whole convention, and whatever else the partner asks for. A SIRET is
 * one partner nationally (DEL-11): what another Caf asks for it is filed with the one that manages it, which says whether the reach is of several
 * départements (CON-11, reach.ts); who asks keeps reading. `heldBy`: who manages it; null: it is new.
 */
export function managingCaf(
  input: Pick<NewDossier, 'caf' | 'partner'>,
  heldBy: string | null = null,
): {
  caf: string;
  readerCaf: string | null;
  flags: DossierFlag[];
} {
  const asking = input.caf;
  const caf = heldBy ?? (isForCna(asking, input.partner.departments) ? CNA : asking);
  if (caf === asking) return { caf, readerCaf: null, flags: [] };
  return { caf, readerCaf: asking, flags: caf === CNA ? ['TRANSFERE_CNA'] : [] };
}

/** Business key by the services asked for; a change of mode concerns the partner as a whole, whatever services go with it (DEL-4). */
export function serviceKey(input: NewDossier, caf: string, changesMode: boolean): string {
  return `${caf}-${input.partner.siret}-${changesMode ? MODE_CHANGE : [...input.services].sort().join('+')}`;
}

/** What such a dossier is about: it is called so after its partner. */
export function serviceWords({ services }: NewDossier, changesMode: boolean): string {
  return changesMode ? 'changement de mode de gestion' : services.map((service) => SERVICES[service]).join(', ');
}

/** Ends the business key of a change of mode. */
export const MODE_CHANGE = 'MODE';

/** What this system holds of the SIRET before a dossier begins. */
export interface Held {
  /** the convention in force: it wins over the file (`MCP_DIVERGENT`) */
  convention: { number: string | null; siret: string } | null;
  /** the Caf that asks, where another one than the CNA manages the partner (CON-11); null: the managing one asks */
  askedBy: string | null;
  /** DEL-12: mode of the convention that another dossier is making; absent: there is none */
  modeUnderWay?: DelegationMode | undefined;
  /** what no fact settles of who is entitled (CONV-1) */
  toJudge: readonly Judged[];
}

/** §4.3 « Known partners »: what was signed before Passerelle and is to be recorded first. */
export function signedBefore({ facts }: Dossier<ServiceFacts>): SignedBefore | null {
  const { reprise, missions, departments } = facts;
  return reprise === null ? null : { ...reprise, missions, departments };
}

/** First facts of a dossier that opens services. */
export function serviceFacts(input: NewDossier, held: Held): { facts: ServiceFacts; flags: DossierFlag[] } {
  const otherCafs = held.askedBy === null ? [] : [held.askedBy];
  const missions =
    input.missions.length > 0 ? input.missions : input.services.map((service) => CATALOGUE[service].mission);
  return {
    flags: otherCafs.length > 0 ? ['AUTRE_CAF'] : [],
    facts: {
      phase: null,
      services: input.services,
      ...(held.modeUnderWay === undefined
        ? { delegationMode: input.delegationMode }
        : { delegationMode: null, modeUnderWay: held.modeUnderWay }),
      departments: input.partner.departments,
      missions,
      profiles: input.profiles,
      opensOn: input.opensOn,
      deadline: input.deadline,
      reprise: null,
      extraDays: 0,
      escalated: false,
      siretBlock: null,
      endReason: null,
      administrateurSettled: false,
      otherCafs,
      toJudge: [...held.toJudge],
    },
  };
}
