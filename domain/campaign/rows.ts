import type { NewDossier } from '../dossier/newDossier.ts';
import type { JudgedRow, RowReason, Verdict } from '../esat/rows.ts';
import type { UseCase } from '../esat/useCase.ts';
import { displaySiret } from '../formats/siret.ts';
import { openedBy } from '../service/openedBy.ts';
import type { Task } from '../task/kinds.ts';
import { newTask } from '../task/tasks.ts';
import type { Campaign, Resolution } from './types.ts';

/** A row of the file as the campaign keeps it. */
export interface CampaignRow {
  row: number;
  siret: string;
  caf: string;
  verdict: Verdict;
  reasons: (RowReason & { warning?: true })[];
  useCase: UseCase | null;
  data: JudgedRow;
  /** the process that it became, or that stands instead of it */
  processId: string | null;
  resolution: Resolution | null;
  /** it waits to be launched */
  queue: 'QUEUED' | null;
}

/** The row as it is kept: what is accepted waits to be launched (§6.4). */
export function keptRow(row: JudgedRow): CampaignRow {
  const { siret, caf, verdict, useCase } = row;
  return {
    ...{ row: row.row, siret, caf, verdict, useCase },
    reasons: reasonsTold(row),
    data: row,
    processId: standsInstead(row),
    resolution: null,
    queue: verdict === 'accepted' ? 'QUEUED' : null,
  };
}

/** Everything said of a row: why it has its verdict, and what does not stop it. */
export function reasonsTold({ reasons, warnings }: JudgedRow): CampaignRow['reasons'] {
  return [...reasons, ...warnings.map((warning) => ({ ...warning, warning: true as const }))];
}

/** The process that stands instead of a duplicate. */
export function standsInstead({ duplicateOf }: JudgedRow): string | null {
  return duplicateOf !== undefined && 'processId' in duplicateOf ? duplicateOf.processId : null;
}

/** §6.4: a held row is a task for its Caf, with the reasons. */
export function heldTask(row: JudgedRow, context: { at: Date; newId: () => string }): Task {
  const reasons = row.reasons.map(({ message }) => message).join(' ');
  return newTask(context, {
    kind: 'TRAITER_LIGNE',
    subject: String(row.row),
    caf: row.caf,
    reason: `Ligne ${row.row}, ${row.raisonSociale || displaySiret(row.siret)} : ${reasons}`,
  });
}

/** The dossier that a row becomes. */
export function dossierOfRow(
  campaign: Pick<Campaign, 'id' | 'opensOn' | 'deadline' | 'delegationMode' | 'createdBy'>,
  row: JudgedRow,
): NewDossier<'esatOnboarding'> {
  return {
    type: 'esatOnboarding',
    partner: {
      siret: row.siret,
      raisonSociale: row.raisonSociale,
      address: row.address,
      email: row.email,
      phone: row.phone,
      departments: [row.departement],
    },
    caf: row.caf,
    services: openedBy('esatOnboarding'),
    eligibility: null, // its form (ESAT-5)
    profiles: [],
    missions: [],
    delegationMode: campaign.delegationMode,
    opensOn: campaign.opensOn,
    deadline: campaign.deadline,
    campaignId: campaign.id,
    createdBy: campaign.createdBy,
    startKey: null,
    esat: {
      knownInMcp: row.knownInMcp,
      knownInHabtiers: row.knownInHabtiers,
      activeInHabtiers: row.activeInHabtiers,
      conventionNumber: row.conventionNumber === '' ? null : row.conventionNumber,
      conventionSiret: row.conventionSiret === '' ? null : row.conventionSiret,
      conventionMode: row.delegationMode,
    },
  };
}
