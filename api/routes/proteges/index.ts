import { FAULTY_PROTEGE_COLUMNS } from '../../exportColumns.ts';
import { exportsOf } from '../../exports.ts';
import type { Route } from '../../route.ts';
import { getProtegeCheck, protegeCheckRows } from './checks.ts';
import { enterSpace } from './entrance.ts';
import { getProtege } from './get.ts';
import { importProteges } from './import.ts';
import { listProteges } from './list.ts';
import { listMissingProteges, signalMissingProtege } from './missing.ts';
import { protegeTemplate } from './template.ts';
import { tuteurTrace } from './trace.ts';

export const protegeRoutes: readonly Route[] = [
  enterSpace,
  listProteges,
  getProtege,
  tuteurTrace,
  importProteges,
  getProtegeCheck,
  protegeCheckRows,
  ...exportsOf(protegeCheckRows, { name: 'a-corriger', columns: FAULTY_PROTEGE_COLUMNS }),
  protegeTemplate,
  signalMissingProtege,
  listMissingProteges,
];
