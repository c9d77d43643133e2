import { type Fault, missing } from '../errors.ts';
import type { Nature, OrganisationType } from '../partner/types.ts';
import type { TiersiEstablishment } from '../tuteur/verdict.ts';

/** A question of a service's bulletin or eligibility form, asked before any document leaves. */
export interface Question {
  name: string;
  /** as the form asks it, and as what is missing is told */
  label: string;
  hint?: string;
  type: 'yesNo' | 'line' | 'choice';
  choices?: Readonly<Record<string, string>>;
  /** asked of who asks for this profile; unsaid: of whoever asks for the service */
  profile?: string;
  optional?: true;
  rule: string;
}

/** What was answered to the questions of a service, by their names. */
export type Answers = Readonly<Record<string, boolean | string | undefined>>;

/** A bulletin of the partner in force, and whether its service is open by it. */
export interface InForce {
  service: string;
  roles: readonly string[];
  open: boolean;
}

/** What decides whether a partner is entitled to a service that it does not have (CONV-1). */
export interface Claimant {
  siret: string;
  /** null: not known */
  nature: Nature | null;
  type: OrganisationType | null;
  /** profiles asked for that it does not have */
  profiles: readonly string[];
  answers: Answers;
  inForce: readonly InForce[];
  /** the service is closed for everyone, and only its reopening opens it */
  closed: boolean;
  /** what Tiersi's newest file knows of him */
  tiersi: readonly TiersiEstablishment[];
}

/** What no fact settles: the Caf judges it, from these words. */
export interface ToJudge {
  /** null: the service as a whole */
  profile: string | null;
  words: string;
  rule: string;
}

/** Every reason why not, and what the Caf has to judge; neither: entitled by the facts. */
export interface Judgement {
  faults: Fault[];
  toJudge: ToJudge[];
}

/** Who is entitled to a service (domain.md §2.2, « Who is entitled »). */
export interface Entitlement {
  questions: readonly Question[];
  judge: (claimant: Claimant) => Judgement;
}

export const ENTITLED: Judgement = { faults: [], toJudge: [] };

/** Refused for this reason alone. */
export function refusedFor(code: Fault['code'], message: string, rule: string, path = 'services'): Judgement {
  return { faults: [{ path, code, message, rule }], toJudge: [] };
}

/** What to give where the type of the organisme is not known. */
export function typeMissing(rule: string): Judgement {
  return {
    faults: [
      missing(
        'typeOrganisme',
        "Indiquez le type d'organisme : la Caf le dit dans l'identité du partenaire, l'organisme avec sa demande.",
        rule,
      ),
    ],
    toJudge: [],
  };
}

/** Everything at once. */
export function together(judgements: readonly Judgement[]): Judgement {
  return {
    faults: judgements.flatMap(({ faults }) => faults),
    toJudge: judgements.flatMap(({ toJudge }) => toJudge),
  };
}

/** Questions of a service that are asked of who asks for these profiles and were not answered, each with what to give. */
export function unanswered(
  service: string,
  { questions }: Entitlement,
  { profiles, answers }: Pick<Claimant, 'profiles' | 'answers'>,
): Fault[] {
  return questions
    .filter(({ profile, optional }) => optional !== true && (profile === undefined || profiles.includes(profile)))
    .filter(({ name }) => answers[name] === undefined)
    .map(({ name, label, rule }) => missing(`eligibility.${service}.${name}`, `Répondez : ${label}`, rule));
}
