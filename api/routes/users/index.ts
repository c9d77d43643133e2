import { CHECKED_USER_COLUMNS, IMPORT_ROW_COLUMNS, USER_COLUMNS } from '../../exportColumns.ts';
import { exportsOf } from '../../exports.ts';
import type { Route } from '../../route.ts';
import { askRepairRoute } from './askRepair.ts';
import { cancelUserImport } from './cancelImport.ts';
import { connectionSheetRoute } from './connectionSheet.ts';
import { createUserRoute } from './create.ts';
import { getDiagnosis } from './diagnosis.ts';
import { getUser } from './get.ts';
import { getUserImport, userImportRows } from './getImport.ts';
import { importUsersRoute } from './import.ts';
import { getImportCheck, importCheckRows } from './importChecks.ts';
import { listUsersRoute } from './list.ts';
import { reactivateUserRoute } from './reactivate.ts';
import { updateUser } from './update.ts';

export const userRoutes: readonly Route[] = [
  askRepairRoute,
  getDiagnosis,
  connectionSheetRoute,
  createUserRoute,
  importUsersRoute,
  getImportCheck,
  importCheckRows,
  ...exportsOf(importCheckRows, { name: 'verification', columns: CHECKED_USER_COLUMNS }),
  getUserImport,
  userImportRows,
  ...exportsOf(userImportRows, { name: 'import', columns: IMPORT_ROW_COLUMNS }),
  cancelUserImport,
  getUser,
  listUsersRoute,
  ...exportsOf(listUsersRoute, { name: 'personnes', columns: USER_COLUMNS }),
  reactivateUserRoute,
  updateUser,
];
