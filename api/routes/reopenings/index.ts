import {
  CHECKED_TIERSI_COLUMNS,
  REOPENING_COLUMNS,
  TIERSI_COLUMNS_SHOWN,
  TUTEUR_COLUMNS,
} from '../../exportColumns.ts';
import { exportsOf } from '../../exports.ts';
import type { Route } from '../../route.ts';
import { cancelReopening } from './cancelReopening.ts';
import { getReopeningCheck, reopeningCheckRows } from './checks.ts';
import { createReopening } from './createReopening.ts';
import { finishReopening } from './finishReopening.ts';
import { getReopening } from './getReopening.ts';
import { getWaves } from './getWaves.ts';
import { listReopeningsRoute } from './listReopenings.ts';
import { openReopening } from './openReopening.ts';
import { readImpact } from './readImpact.ts';
import { reopeningRows } from './reopeningRows.ts';
import { reopeningTuteurs } from './reopeningTuteurs.ts';
import { replaceReopeningFileRoute } from './replaceFile.ts';
import { resumeReopening } from './resumeReopening.ts';
import { setSearchBy } from './searchBy.ts';
import { suspendReopening } from './suspendReopening.ts';

export const reopeningRoutes: readonly Route[] = [
  listReopeningsRoute,
  ...exportsOf(listReopeningsRoute, { name: 'reouvertures', columns: REOPENING_COLUMNS }),
  createReopening,
  getReopeningCheck,
  reopeningCheckRows,
  ...exportsOf(reopeningCheckRows, { name: 'verification', columns: CHECKED_TIERSI_COLUMNS }),
  getReopening,
  reopeningRows,
  ...exportsOf(reopeningRows, { name: 'lignes-tiersi', columns: TIERSI_COLUMNS_SHOWN }),
  reopeningTuteurs,
  ...exportsOf(reopeningTuteurs, { name: 'tuteurs', columns: TUTEUR_COLUMNS }),
  getWaves,
  replaceReopeningFileRoute,
  readImpact,
  setSearchBy,
  openReopening,
  suspendReopening,
  resumeReopening,
  finishReopening,
  cancelReopening,
];
