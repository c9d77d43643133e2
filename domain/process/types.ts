import type { Code } from '../codes.ts';
import type { Fault } from '../errors.ts';

/** Types of durable processes (api.md): the workflow's type and the process row's. */
export const PROCESS_TYPES = [
  'accessRequest',
  'conventionnement',
  'esatOnboarding',
  'administratorReplacement',
  'esatCampaign',
  'userOnboarding',
  'passwordReset',
  'accountClosure',
  'userImport',
  'securityIncident',
  'approverChange',
  'supportRequest',
  'annualControl',
  'userRequest',
] as const;
export type ProcessType = (typeof PROCESS_TYPES)[number];

/**
 * Processes that look again when a convention or contrat of their partner is closed: without it they end by themselves (CONV-12, CONV-13).
 * A support request can still be answered; a security incident and what is about an account alone go on, for accounts stay.
 */
export const RESTING_ON_CONVENTION = [
  'conventionnement',
  'esatOnboarding',
  'administratorReplacement',
  'userRequest',
  'annualControl',
  'approverChange',
] as const satisfies readonly ProcessType[];

/** They follow one account, which has a page of its own: they are not dossiers. */
export const FOLLOWING_ACCOUNT = [
  'userOnboarding',
  'passwordReset',
  'accountClosure',
] as const satisfies readonly ProcessType[];

/** They wait for somebody to administer a partner, or to leave that function (ADM-3). */
export const WATCHING_ADMINISTRATEURS = [
  'administratorReplacement',
  'supportRequest',
] as const satisfies readonly ProcessType[];

const ID_PREFIX: Record<ProcessType, string> = {
  accessRequest: 'access-request',
  conventionnement: 'conventionnement',
  esatOnboarding: 'esat-onboarding',
  administratorReplacement: 'administrator-replacement',
  esatCampaign: 'esat-campaign',
  userOnboarding: 'user-onboarding',
  passwordReset: 'password-reset',
  accountClosure: 'account-closure',
  userImport: 'user-import',
  securityIncident: 'security-incident',
  approverChange: 'approver-change',
  supportRequest: 'support-request',
  annualControl: 'annual-control',
  userRequest: 'user-request',
};

/** Workflow id made of the business key; `turn` tells the second try after an abandoned one from the first. */
export function processId(type: ProcessType, businessKey: string, turn: number): string {
  return `${ID_PREFIX[type]}-${businessKey}${turn > 1 ? `-${turn}` : ''}`;
}

/**
 * The edition of the stories in workflows/, given to each process when it starts. A story that gets another step counts it up and asks
 * `edition >= N || patched('…')`: those already running keep the story they began, new ones need no marker in their history.
 */
export const STORY_EDITION = 3;

/** What a process holds between two acts: nothing but what it waits for (architecture.md). */
export interface Waiting {
  state: string;
  /** ISO instant of the next thing the process does by itself, null when only people can move it */
  nextActionAt: string | null;
  ended: boolean;
}

/** What became of a command; kept with it, so that the same key gets the same answer (R8). No personal data. */
export type CommandOutcome =
  | { status: 'done'; result: Record<string, string> }
  | {
      status: 'refused';
      code: Code;
      message: string;
      rule?: string;
      faults: Fault[];
    };

/** The outcome of a command that was carried out: what came of it stands in the facts. */
export const DONE: CommandOutcome = { status: 'done', result: {} };
