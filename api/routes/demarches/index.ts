import type { Route } from '../../route.ts';
import { createDemarche } from './create.ts';
import { demarcheFile } from './file.ts';
import { listDemarcheForms } from './forms.ts';
import { getDemarche } from './get.ts';
import { listDemarchesRoute } from './list.ts';
import { demarcheReceipt } from './receipt.ts';
import { supplyDemarche } from './supply.ts';
import { takeDemarche } from './take.ts';
import { withdrawDemarche } from './withdraw.ts';

export const demarcheRoutes: readonly Route[] = [
  createDemarche,
  listDemarchesRoute,
  // before the one démarche, whose path would take it
  listDemarcheForms,
  getDemarche,
  supplyDemarche,
  withdrawDemarche,
  takeDemarche,
  demarcheReceipt,
  demarcheFile,
];
