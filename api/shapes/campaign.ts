import { z } from 'zod';
import { CAMPAIGN_STATES, type CampaignState } from '../../domain/campaign/types.ts';
import { VERDICTS } from '../../domain/esat/rows.ts';
import { delegationMode, id, instant, iso, isoOrNull } from './common.ts';

export const reasonOut = z.object({
  code: z.string(),
  column: z.string(),
  message: z.string(),
  rule: z.string().optional(),
  warning: z.boolean().optional(),
});

const figuresOut = {
  rows: z.object({ total: z.int(), accepted: z.int(), held: z.int(), refused: z.int(), duplicate: z.int() }),
  byUseCase: z
    .object({ '1': z.int(), '2': z.int(), '3': z.int(), '4': z.int() })
    .meta({ description: "Lignes acceptées par cas d'usage" }),
  byState: z.record(z.string(), z.int()).meta({ description: '`queued` : lignes à lancer ; puis dossiers par état' }),
};

const headOut = {
  name: z.string(),
  state: z.enum(CAMPAIGN_STATES),
  caf: z.string().nullable().meta({ description: 'null : campagne nationale' }),
  deadline: z.string(),
  opensOn: z.string(),
  delegationMode,
};

export const campaignSummaryOut = z
  .object({ id, ...headOut, createdAt: instant, closedAt: instant.nullable() })
  .meta({ id: 'CampaignSummary' });

export const campaignOut = z
  .object({
    id,
    processId: z.string(),
    ...headOut,
    ...figuresOut,
    byResolution: z.record(z.string(), z.int()),
    createdAt: instant,
    closedAt: instant.nullable(),
  })
  .meta({ id: 'Campaign' });

export const rowOut = z
  .object({
    row: z.int().meta({ description: 'Comme le tableur la numérote' }),
    siret: z.string(),
    raisonSociale: z.string(),
    caf: z.string().nullable(),
    verdict: z.enum(VERDICTS),
    reasons: z.array(reasonOut),
    useCase: z.int().nullable(),
    processId: z.string().nullable(),
    resolution: z.string().nullable(),
  })
  .meta({ id: 'CampaignRow' });

export const checkedRowOut = rowOut
  .extend({
    before: z
      .enum(VERDICTS)
      .nullable()
      .meta({ description: 'Verdict à la vérification, où autre chose est dit depuis ; null : la même chose' }),
  })
  .meta({ id: 'CheckedCampaignRow' });

const checkId = z.string().meta({ description: 'Fichier vérifié, gardé pour qui l’a vérifié : `campaign-checks`' });

/** A checked file: no campaign, so no id of one; every row that is not simply accepted with its reasons. */
export const dryRunOut = z
  .object({ checkId, keptUntil: instant, ...headOut, ...figuresOut, details: z.array(rowOut) })
  .meta({ id: 'CampaignDryRun' });

const checkSummary = { id, checkedAt: instant, keptUntil: instant };

/** A checked file that waits to be launched, as a list names it. */
export const checkItemOut = z
  .object({ ...checkSummary, name: z.string(), lines: z.int() })
  .meta({ id: 'CampaignCheckItem' });

/** A checked file with its figures; of rows of which something else is said since they were shown, what (§6.4). */
export const checkOut = z
  .object({
    ...checkSummary,
    ...headOut,
    ...figuresOut,
    revision: z.int().meta({ description: 'À rendre au lancement : ce qui a été montré' }),
    campaignId: z.string().nullable().meta({ description: 'La campagne qui en a été lancée' }),
    changes: z.array(
      z.object({
        row: z.int(),
        siret: z.string(),
        raisonSociale: z.string(),
        before: z.enum(VERDICTS),
        after: z.enum(VERDICTS),
      }),
    ),
  })
  .meta({ id: 'CampaignCheck' });

export interface CampaignHead {
  id: string;
  name: string;
  caf: string | null;
  state: string;
  deadline: string;
  opensOn: string;
  delegationMode: string;
  createdAt: Date;
  closedAt: Date | null;
}

export function presentSummary(row: CampaignHead): z.input<typeof campaignSummaryOut> {
  return {
    id: row.id,
    name: row.name,
    caf: row.caf,
    state: row.state as CampaignState,
    deadline: row.deadline,
    opensOn: row.opensOn,
    delegationMode: row.delegationMode as 'DELEGUE' | 'CENTRALISE',
    createdAt: iso(row.createdAt),
    closedAt: isoOrNull(row.closedAt),
  };
}
