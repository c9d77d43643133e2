import { z } from 'zod';
import { TIERSI_LINE_VERDICTS } from '../../domain/tuteur/tiersiFile.ts';
import { TUTEUR_VERDICTS } from '../../domain/tuteur/verdict.ts';
import { REOPENING_STATES } from '../../domain/tuteurReopening/transitions.ts';
import { REFUSALS } from '../../domain/tuteurReopening/types.ts';
import { reasonOut } from './campaign.ts';
import { checkedId, id, instant } from './common.ts';

const byVerdict = z
  .object(
    Object.fromEntries(TUTEUR_VERDICTS.map((verdict) => [verdict, z.int()])) as Record<
      (typeof TUTEUR_VERDICTS)[number],
      z.ZodInt
    >,
  )
  .meta({ description: 'Tuteurs par verdict du contrôle SIRET' });

/** Figures of one Caf, of « sans Caf » (null), or of all. */
export const reopeningFigures = z.object({
  caf: z.string().nullable().meta({ description: 'null : sans Caf, aucun partenaire ici' }),
  tuteurs: z.int(),
  byVerdict,
  refused: z.int().meta({ description: 'Personnes physiques, ou sans T9 (TUT-17)' }),
  open: z.int(),
  started: z.int().meta({ description: 'Corrections lancées' }),
  corrected: z.int(),
  bySiren: z.int().meta({
    description:
      'Protégés que montre une recherche par SIREN : ceux du fichier des protégés, ou de Tiersi tant qu’aucun n’est importé',
  }),
  bySiret: z.int().meta({ description: 'Protégés que montrerait le seul SIRET, de même' }),
  tiersiBySiren: z.int().meta({ description: 'Protégés que Tiersi compte au SIREN' }),
  tiersiBySiret: z.int().meta({ description: 'Protégés que Tiersi compte au SIRET' }),
  blindBySiret: z.int().meta({ description: 'Tuteurs à qui le seul SIRET ne montrerait rien' }),
});

export const gateOut = z.object({
  name: z.enum(['RAPPORT_LU', 'SIRET_CORRIGES', 'RECHERCHE_SIREN', 'CHACUN_VOIT']),
  label: z.string(),
  holds: z.boolean(),
  detail: z.string(),
  owner: z.string().meta({ description: 'Qui décide' }),
  next: z.string().meta({ description: 'Ce qui vient ensuite' }),
  names: z.array(z.string()),
});

const waveOut = z.object({
  number: z.int(),
  at: instant,
  cafs: z.array(z.string()),
  tuteurs: z.int(),
});

export const wavesOut = z
  .object({
    waves: z.array(waveOut),
    nextCafs: z.array(z.string()),
    nextAt: instant.nullable(),
    waiting: z.int().meta({ description: 'Tuteurs qui attendent leur vague' }),
  })
  .meta({ id: 'ReopeningWaves' });

const lines = z.object({ total: z.int(), read: z.int(), refused: z.int(), duplicate: z.int() });

export const reopeningSummaryOut = z
  .object({
    id,
    state: z.enum(REOPENING_STATES),
    opensOn: z.string(),
    createdAt: instant,
    closedAt: instant.nullable(),
  })
  .meta({ id: 'ReopeningSummary' });

export const reopeningOut = z
  .object({
    id,
    processId: z.string(),
    state: z.enum(REOPENING_STATES),
    opensOn: z.string(),
    searchBy: z.enum(['SIRET', 'SIREN']),
    file: z.int().meta({ description: 'Numéro du fichier en vigueur' }),
    fileAt: instant,
    rows: lines,
    byVerdict,
    byCaf: z.array(reopeningFigures),
    total: reopeningFigures,
    fileOfProteges: z
      .boolean()
      .meta({ description: 'vrai : ce que montre chaque recherche est compté dans le fichier des protégés' }),
    gates: z.array(gateOut),
    held: z.object({ times: z.int(), askAgainAt: instant }).nullable(),
    impactReadAt: instant.nullable(),
    closing: z.object({ at: instant, reason: z.string(), signalledBy: z.array(z.string()) }).nullable(),
    signalledBy: z.array(z.string()).meta({ description: 'Tuteurs ouverts qui ont signalé un protégé manquant' }),
    waves: z.array(waveOut),
    troubles: z.object({ count: z.int(), first: z.array(z.string()) }).meta({
      description: 'Courriels de la réouverture refusés, ou dont l’arrivée est incertaine, les derniers d’abord',
    }),
    createdAt: instant,
    closedAt: instant.nullable(),
  })
  .meta({ id: 'Reopening' });

export const tiersiRowOut = z
  .object({
    row: z.int().meta({ description: 'Comme le tableur la numérote' }),
    siren: z.string(),
    siret: z.string(),
    siretMcp: z.string(),
    raisonSociale: z.string(),
    proteges: z.int().nullable(),
    conventionNumber: z.string().nullable(),
    verdict: z.enum(TIERSI_LINE_VERDICTS),
    reasons: z.array(reasonOut),
  })
  .meta({ id: 'TiersiRow' });

export const tuteurOut = z
  .object({
    reference: z.string(),
    raisonSociale: z.string(),
    caf: z.string().nullable(),
    partnerId: z.string().nullable(),
    siretMcp: z.string(),
    siren: z.string().nullable(),
    sirets: z.array(z.string()),
    verdict: z.enum(TUTEUR_VERDICTS),
    flags: z.array(z.string()),
    refusal: z.enum(REFUSALS).nullable(),
    correctionId: z.string().nullable(),
    correctionState: z.string().nullable(),
    correctedAt: instant.nullable(),
    wave: z.int().nullable(),
    open: z.boolean(),
    openedAt: instant.nullable(),
    closedAt: instant.nullable(),
    bySiren: z.int(),
    bySiret: z.int(),
    tiersiBySiren: z.int(),
    tiersiBySiret: z.int(),
    missedBySiret: z.int(),
  })
  .meta({ id: 'ReopeningTuteur' });

export const checkedTiersiRowOut = tiersiRowOut
  .extend({
    caf: z.string().nullable().meta({ description: 'De son tuteur ; null : sans Caf, ou la ligne n’est pas lue' }),
    tuteurVerdict: z.enum(TUTEUR_VERDICTS).nullable().meta({ description: 'Celui de son tuteur' }),
    refusal: z.enum(REFUSALS).nullable(),
    before: z.enum(TUTEUR_VERDICTS).nullable().meta({
      description: 'Verdict du tuteur à la vérification, où autre chose est dit depuis ; null : la même chose',
    }),
  })
  .meta({ id: 'CheckedTiersiRow' });

const checked = {
  state: z.literal('VERIFIEE'),
  checkId: checkedId,
  keptUntil: instant,
  opensOn: z.string(),
  rows: lines,
  byVerdict,
  byCaf: z.array(reopeningFigures),
  total: reopeningFigures,
  fileOfProteges: z
    .boolean()
    .meta({ description: 'vrai : ce que montre chaque recherche est compté dans le fichier des protégés' }),
};

/** A file that was checked and is kept: its lines are a list of their own. */
export const reopeningCheckOut = z
  .object({
    ...checked,
    checkedAt: instant,
    reopeningId: id.nullable().meta({ description: 'La réouverture dont il remplacerait le fichier' }),
    changed: z.int().meta({ description: 'Lignes dont le résultat n’est plus celui de la vérification' }),
    absentChanged: z
      .int()
      .meta({ description: 'Tuteurs absents du fichier qui ne l’étaient pas à la vérification, ou ne le sont plus' }),
  })
  .meta({ id: 'ReopeningCheck' });

/** … with every line that is not simply read. */
export const reopeningDryRunOut = z
  .object({ ...checked, details: z.array(tiersiRowOut) })
  .meta({ id: 'ReopeningDryRun' });
