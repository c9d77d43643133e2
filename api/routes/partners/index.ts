import { PARTNER_COLUMNS } from '../../exportColumns.ts';
import { exportsOf } from '../../exports.ts';
import type { Route } from '../../route.ts';
import { amendConvention } from './amendConvention.ts';
import { askServices } from './askServices.ts';
import { changeMode } from './changeMode.ts';
import { getConventionEnd } from './conventionEnd.ts';
import { createPartner } from './create.ts';
import { partnerDocuments } from './documents.ts';
import { endConvention } from './endConvention.ts';
import { getPartner } from './get.ts';
import { listPartnersRoute } from './list.ts';
import { listServiceRequests } from './listServiceRequests.ts';
import { getMode } from './mode.ts';
import { moveToCnaRoute } from './moveToCna.ts';
import { listObligationsRoute } from './obligations.ts';
import { renounceEndRoute } from './renounceEnd.ts';
import { resumePartnerService } from './resumeService.ts';
import { partnerServices } from './services.ts';
import { startConventionnement } from './startConventionnement.ts';
import { suspendPartnerService } from './suspendService.ts';
import { undoMoveRoute } from './undoMove.ts';
import { updatePartnerRoute } from './update.ts';

export const partnerRoutes: readonly Route[] = [
  createPartner,
  partnerDocuments,
  getPartner,
  listPartnersRoute,
  ...exportsOf(listPartnersRoute, { name: 'partenaires', columns: PARTNER_COLUMNS }),
  partnerServices,
  suspendPartnerService,
  resumePartnerService,
  listObligationsRoute,
  startConventionnement,
  listServiceRequests,
  askServices,
  getMode,
  changeMode,
  moveToCnaRoute,
  undoMoveRoute,
  amendConvention,
  getConventionEnd,
  endConvention,
  renounceEndRoute,
  updatePartnerRoute,
];
