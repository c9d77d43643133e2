import type { GuideCode } from '../caf/settings.ts';
import type { Policy } from '../policy/policy.ts';
import type { Answers, Entitlement } from './entitlement.ts';
import type { Entrance } from './entrance.ts';
import type { Evidence } from './evidence.ts';
import type { HeldConvention, KnownBefore } from './known.ts';
import type { Nationally } from './nationally.ts';

/** Who makes the groups of a service: whoever has the right in the mode of the convention (RGT-3), or the Caf whatever the mode (AFAS-1). */
export type GroupMaker = 'SELON_MODE' | 'CAF';

/** Who gives a role to a group (RGT-6, CON-08): the gestionnaire of the group too, administrateurs alone, or the Caf alone. */
export type RoleGiver = 'GESTIONNAIRE' | 'ADMINISTRATEUR' | 'CAF';

/** Groups of a service. */
export interface GroupRules {
  madeBy: GroupMaker;
  rolesBy: RoleGiver;
  /** a group may be limited to some establishments of the SIREN (TUT-18) */
  limitedToEstablishments?: true;
  /** groups that the service names: whose members manage declarants, and these (AFAS-2) */
  named?: { habiliter: string; declarer: string };
}

/** What the answers to troubles are made from (domain.md §12). */
export interface Troubled {
  /** profiles of the person's groups in this service */
  profiles: ReadonlySet<string | null>;
  numeroInstructeur: string | null;
  codeBailleur: string | null;
  /** the person is an approbateur whom MAIA has not validated yet (AFAS-9) */
  waitsForMaia: boolean;
}

/** A service that another procedure than a conventionnement opens. */
export interface OwnProcedure {
  /** what an agent who asks for it by a conventionnement reads */
  words: string;
  rule: string;
  /** its form is printed with its bulletin */
  form?: true;
  /** type of the dossier that a partner's own request begins, and what it is told from the answers */
  dossier: 'esatOnboarding';
  knows: (answers: Answers, held: HeldConvention | null) => KnownBefore;
}

/**
 * One service of the catalogue (domain.md §2.2): what no other file decides by its code. A service is its folder, `domain/service/<code>/`, and
 * a line in `declared.ts`; whatever is asked of services in general reads it here.
 */
export interface ServiceEntry {
  /** its line of the catalogue, whose number is its place in menus and lists: SVC-1 … */
  rule: `SVC-${number}`;
  /** as people read it on the portal */
  label: string;
  /** completes « Ce service permet de … » */
  purpose: string;
  /** on its bulletin (CONV-5): how one has access, what falls when (by the policy of the day on which it is shown), what the partner owes; whole sentences */
  access: readonly string[];
  calendar: (policy: Pick<Policy, 'esatWindow'>) => readonly string[];
  obligations: readonly string[];
  /** of a convention for which nothing else was said (CONV-3) */
  mission: string;
  /** how that mission is written out in the convention */
  missionWords?: string;
  /** its roles are profiles that are asked for (CONV-10, REQ-17), each with its label; unsaid: its one role is the service itself (SVC-11) */
  profiles?: Readonly<Record<string, string>>;
  groups: GroupRules;
  /** who may ask for it, and what is asked (CONV-1) */
  entitlement: Entitlement;
  /** what its people show at a yearly control (OBL-15) */
  evidence: readonly Evidence[];
  entrance: Entrance;
  /** its own guide, where it has one (UI-7) */
  guide?: GuideCode;
  /** unsaid: closed for everyone, it has nothing in its place, and a person opens it again */
  nationally?: Nationally;
  /** unsaid: a conventionnement opens it */
  ownProcedure?: OwnProcedure;
  /** other troubles that a person may meet in it, each with its answer (domain.md §12) */
  advice?: (person: Troubled) => { rule: string; text: string }[];
}
