import type { z } from 'zod';
import { listOf } from '../../api/shapes/common.ts';
import {
  checkedTiersiRowOut,
  reopeningCheckOut,
  reopeningDryRunOut,
  type reopeningFigures,
  reopeningOut,
  reopeningSummaryOut,
  tiersiRowOut,
  tuteurOut,
  wavesOut,
} from '../../api/shapes/reopening.ts';

/** What the pages read is what the API answers. */
export const REOPENINGS = listOf(reopeningSummaryOut);
export const ROWS = listOf(tiersiRowOut);
export const TUTEURS = listOf(tuteurOut);
export const REOPENING = reopeningOut;
export const WAVES = wavesOut;
/** A file that was checked, and one that begins something. */
export const CHECKED = reopeningDryRunOut;
export const CHECK = reopeningCheckOut;
export const CHECK_ROWS = listOf(checkedTiersiRowOut);

export type FiguresView = z.output<typeof reopeningFigures>;
export type ReopeningView = z.output<typeof reopeningOut>;
export type WavesView = z.output<typeof wavesOut>;
export type CheckView = z.output<typeof reopeningCheckOut>;
export type CheckedRowView = z.output<typeof checkedTiersiRowOut>;
export type RowView = z.output<typeof tiersiRowOut>;
export type TuteurView = z.output<typeof tuteurOut>;
