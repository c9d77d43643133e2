import { MISSING_ESAT_COLUMNS } from '../../exportColumns.ts';
import { exportsOf } from '../../exports.ts';
import type { Route } from '../../route.ts';
import { getEsatDeclaration } from './get.ts';
import { importEsatDraft } from './importDraft.ts';
import { keepEsatDraft } from './keepDraft.ts';
import { esatLinesCsv } from './linesCsv.ts';
import { listMissingEsat } from './missing.ts';
import { esatReceipt } from './receipt.ts';
import { listReceivedEsat } from './received.ts';
import { submitEsatDeclaration } from './submit.ts';
import { esatTemplate } from './template.ts';

export const esatDeclarationRoutes: readonly Route[] = [
  // before the one of a year, whose path would take it
  esatTemplate,
  getEsatDeclaration,
  keepEsatDraft,
  importEsatDraft,
  submitEsatDeclaration,
  esatReceipt,
  listReceivedEsat,
  esatLinesCsv,
  listMissingEsat,
  ...exportsOf(listMissingEsat, { name: 'esat-sans-declaration', columns: MISSING_ESAT_COLUMNS }),
];
