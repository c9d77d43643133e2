import { z } from 'zod';
import { listOf } from '../../api/shapes/common.ts';
import {
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
export const CHECKED = z.union([reopeningDryRunOut, reopeningOut]);

export type FiguresView = z.output<typeof reopeningFigures>;
export type ReopeningView = z.output<typeof reopeningOut>;
export type WavesView = z.output<typeof wavesOut>;
export type CheckedView = z.output<typeof reopeningDryRunOut>;
export type RowView = z.output<typeof tiersiRowOut>;
export type TuteurView = z.output<typeof tuteurOut>;
