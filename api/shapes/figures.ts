import { z } from 'zod';
import { PERIODS } from '../../adapters/store/figures.ts';

const n = z.int();
const ms = z.number().nullable();
const day = z.string().meta({ example: '2026-03-09' });
const type = z.string();
const typeLabel = z.string();

export const openFigure = z.object({ type, typeLabel, state: z.string(), stateLabel: z.string(), count: n });
export const waitingFigure = z.object({
  ...{ type, typeLabel, step: z.string(), stepLabel: z.string() },
  who: z.enum(['PARTENAIRE', 'CAF', 'SYSTEME']),
  count: n,
  medianMs: ms.meta({ description: 'Attente médiane, en millisecondes' }),
});
export const stayFigure = z.object({
  ...{ type, typeLabel, step: z.string(), stepLabel: z.string(), count: n, medianMs: ms, p90Ms: ms },
});
export const loadFigure = z.object({ week: day, created: n, done: n, own: n });
export const dueFigure = z.object({ day, dossiers: n, tasks: n });
export const burndownFigure = z.object({ campaignId: z.string(), campaign: z.string(), day, open: n });
export const refusedFigure = z.object({ week: day, refused: n, doubtful: n });

export const figuresHead = z.object({
  caf: z.string().nullable().meta({ description: 'null : toutes les Caf' }),
  countedAt: z.iso.datetime().nullable().meta({ description: 'null : pas encore comptés' }),
  late: z.object({ dossiers: n, tasks: n }),
});

const caf = z.string().min(1).max(10).optional().meta({ description: 'Une Caf, pour qui les lit toutes' });
export const scopeQuery = z.strictObject({ caf });
export const periodQuery = z.strictObject({
  caf,
  period: z
    .enum(PERIODS.map(String) as [string, ...string[]])
    .default('90')
    .meta({ description: 'Sur combien de jours' }),
});
export const weeksQuery = z.strictObject({
  caf,
  weeks: z.coerce.number().int().min(4).max(52).default(12).meta({ description: 'Sur combien de semaines' }),
});
