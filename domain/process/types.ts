import type { Code } from '../codes.ts';
import type { Fault } from '../errors.ts';
import type { ProcessDeclaration } from './declaration.ts';
import { PROCESSES } from './processes.ts';

export type ProcessType = keyof typeof PROCESSES;

const DECLARED: Record<ProcessType, ProcessDeclaration> = PROCESSES;

/** Types of durable processes (api.md): the workflow's type and the process row's. */
export const PROCESS_TYPES = Object.keys(DECLARED) as readonly ProcessType[];

/** What a process of this type is called. */
export const processLabel = (type: ProcessType): string => DECLARED[type].label;

type Mark = Exclude<keyof ProcessDeclaration, 'label'>;

/** Types of process that are declared so. */
function marked(mark: Mark): readonly ProcessType[] {
  return PROCESS_TYPES.filter((type) => DECLARED[type][mark] === true);
}

/** Told to look again when a convention or contrat of their partner is closed (CONV-12, CONV-13). */
export const RESTING_ON_CONVENTION = marked('restsOnConvention');

/** They follow one account, which has a page of its own: they are not dossiers. */
export const FOLLOWING_ACCOUNT = marked('followsAccount');

/** They wait for somebody to administer a partner, or to leave that function (ADM-3). */
export const WATCHING_ADMINISTRATEURS = marked('watchesAdministrateurs');

/** Workflow id made of the type and the business key ('user-request-…'); `turn` tells the second try after an abandoned one from the first. */
export function processId(type: ProcessType, businessKey: string, turn: number): string {
  const prefix = type.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  return `${prefix}-${businessKey}${turn > 1 ? `-${turn}` : ''}`;
}

/** What a process holds between two acts: nothing but what it waits for (architecture.md). */
export interface Waiting {
  state: string;
  /** ISO instant of the next thing the process does by itself, null when only people can move it */
  nextActionAt: string | null;
  ended: boolean;
  /** of a process about documents: the phase that its story entered last (§6.5) */
  phase?: string | null;
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
