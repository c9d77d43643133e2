import type { Route } from '../../route.ts';
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
  protegeTemplate,
  signalMissingProtege,
  listMissingProteges,
];
