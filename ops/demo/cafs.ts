import { makeGroupForPartner } from './administrateurs.ts';
import { type Api, Refused } from './http.ts';
import type { CampaignRow, Process, Task } from './shapes.ts';

/** What an agent decides: the outcome of the task and its fields. */
export interface Decision {
  outcome: string;
  fields?: Record<string, unknown>;
}

/** Eligibility form as the Caf fills it for partners it knows (ESAT-5, cases 3 and 4). */
const FORM = { casf: true, cdaph: true, places: 40, autorisation: 'Arrêté 2019-12' };

/** Decides a held row from its reasons alone, the same way every time: who is gone is gone, what contradicts is put aside, the rest is mended. */
export function decideRow(row: CampaignRow): Decision {
  const codes = row.reasons.filter((reason) => reason.warning !== true).map((reason) => reason.code);
  if (codes.includes('INACTIF_HABTIERS')) return { outcome: 'inactive' };
  if (codes.includes('SIRET_CONVENTION_DIFFERENT'))
    return { outcome: 'drop', fields: { reason: 'Le SIRET de la convention est celui d’un autre établissement.' } };
  const corrections: Record<string, unknown> = {};
  for (const code of codes) {
    if (code === 'EMAIL_ABSENT' || code === 'EMAIL_INVALIDE') corrections.email = emailFor(row);
    else if (code === 'ACTIVITE_A_CONFIRMER') corrections.activeInHabtiers = true;
    else if (code === 'SIRET_CONVENTION_ABSENT') corrections.conventionSiret = row.siret;
    else if (code === 'MODE_GESTION_ABSENT' || code === 'MODE_GESTION_INCONNU') corrections.delegationMode = 'DELEGUE';
    else return { outcome: 'drop', fields: { reason: `Motif que la démonstration ne sait pas lever : ${code}.` } };
  }
  return { outcome: 'release', fields: { corrections } };
}

function emailFor(row: CampaignRow): string {
  return `contact@esat-${row.siret}.example`;
}

/** What the demonstration's agents answer to every task of a dossier; null: not theirs to do. */
export function decideTask(task: Pick<Task, 'kind'>): Decision | null {
  switch (task.kind) {
    case 'VERIFIER_ACTIVITE':
      return { outcome: 'active' };
    case 'VERIFIER_ELIGIBILITE':
      return { outcome: 'eligible', fields: { form: FORM } };
    case 'VERIFIER_MISSION':
      return { outcome: 'confirmed' };
    case 'CONTRESIGNER':
      return { outcome: 'countersign' };
    default:
      return null;
  }
}

/** The agents of every Caf, each signed in once, with the account of the demonstration. */
export class Agents {
  private readonly tokens = new Map<string, Promise<string>>();

  constructor(
    private readonly api: Api,
    private readonly password: string,
  ) {}

  token(caf: string): Promise<string> {
    const known =
      this.tokens.get(caf) ??
      this.api.signIn(`agent@${caf === 'CNA' ? 'cna' : `caf${caf.toLowerCase()}`}.example`, this.password);
    this.tokens.set(caf, known);
    return known;
  }

  async openTasks(caf: string): Promise<Task[]> {
    return this.api.all<Task>('tasks?state=OUVERTE', await this.token(caf));
  }

  /** Mode centralisé: the group is the Caf's to make, then the task says so. */
  async configureGroup(task: Task, siret: string): Promise<void> {
    const token = await this.token(task.caf);
    const { partnerId } = await this.api.call<Process>(`processes/${task.dossier}`, { token });
    if (partnerId !== null) await makeGroupForPartner(this.api, token, partnerId, siret);
    await this.complete(task, { outcome: 'done' });
  }

  /** Completes a task; one that someone has done or that is not due any more is none of ours. */
  async complete(task: Task, decision: Decision): Promise<void> {
    try {
      await this.api.call(`tasks/${task.id}/complete`, {
        token: await this.token(task.caf),
        json: { outcome: decision.outcome, ...decision.fields },
      });
    } catch (error) {
      if (!(error instanceof Refused && error.status === 409)) throw error;
    }
  }
}
