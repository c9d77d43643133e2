import type { Route } from '../route.ts';
import { createAccessRequest } from './accessRequests/create.ts';
import { decideAccessRequest } from './accessRequests/decide.ts';
import { getAccessRequest } from './accessRequests/get.ts';
import { listAccessRequests } from './accessRequests/list.ts';
import { supplyAccessRequest } from './accessRequests/supply.ts';
import { takeAccessRequest } from './accessRequests/take.ts';
import { withdrawAccessRequest } from './accessRequests/withdraw.ts';
import { listAdministrators } from './administrators/list.ts';
import { replaceAdministrator } from './administrators/replace.ts';
import { endAfasRole } from './afas/end.ts';
import { getApproverChange } from './afas/getChange.ts';
import { getPj3 } from './afas/getPj3.ts';
import { giveAfasRole } from './afas/give.ts';
import { listAfasProfilesRoute } from './afas/list.ts';
import { uploadPj3 } from './afas/uploadPj3.ts';
import { enterService } from './auth/enterService.ts';
import { forgotPassword } from './auth/forgotPassword.ts';
import { login } from './auth/login.ts';
import { logout } from './auth/logout.ts';
import { me } from './auth/me.ts';
import { password } from './auth/password.ts';
import { getAnnualControl } from './controls/get.ts';
import { getControlFile } from './controls/getFile.ts';
import { giveControlProof } from './controls/giveProof.ts';
import { listAnnualControls } from './controls/list.ts';
import { startAnnualControl } from './controls/start.ts';
import { closeDocumentRoute } from './documents/close.ts';
import { completeDocument } from './documents/complete.ts';
import { countersignDocument } from './documents/countersign.ts';
import { declineDocument } from './documents/decline.ts';
import { getDocument } from './documents/get.ts';
import { getDocumentPdf } from './documents/pdf.ts';
import { returnDocument } from './documents/return.ts';
import { sendDocument } from './documents/send.ts';
import { signDocument } from './documents/sign.ts';
import { updateDocument } from './documents/update.ts';
import { listDocumentVersions } from './documents/versions.ts';
import { withdrawDocument } from './documents/withdraw.ts';
import { campaignRows } from './esat/campaignRows.ts';
import { campaignRowsCsv } from './esat/campaignRowsCsv.ts';
import { cancelCampaign } from './esat/cancelCampaign.ts';
import { createCampaign } from './esat/createCampaign.ts';
import { createOnboarding } from './esat/createOnboarding.ts';
import { getCampaign } from './esat/getCampaign.ts';
import { listCampaignsRoute } from './esat/listCampaigns.ts';
import { addMember } from './groups/addMember.ts';
import { appointManager } from './groups/appointManager.ts';
import { attachRole } from './groups/attachRole.ts';
import { closeGroupRoute } from './groups/close.ts';
import { createGroupRoute } from './groups/create.ts';
import { detachRole } from './groups/detachRole.ts';
import { getGroup } from './groups/get.ts';
import { listGroupsRoute } from './groups/list.ts';
import { listMembers } from './groups/members.ts';
import { removeMember } from './groups/removeMember.ts';
import { updateGroup } from './groups/update.ts';
import { declareIncidentRoute } from './incidents/declare.ts';
import { getIncident } from './incidents/get.ts';
import { liftByIncident } from './incidents/lift.ts';
import { suspendByIncident } from './incidents/suspend.ts';
import { listAuditRoute } from './journal/audit.ts';
import { getDashboard } from './journal/dashboard.ts';
import { listMailsRoute } from './journal/mails.ts';
import { getMailTemplate } from './journal/mailTemplate.ts';
import { listMailTemplates } from './journal/mailTemplates.ts';
import { actByLinkRoute } from './links/act.ts';
import { requestCode } from './links/code.ts';
import { getLink } from './links/get.ts';
import { changeMode } from './partners/changeMode.ts';
import { createPartner } from './partners/create.ts';
import { partnerDocuments } from './partners/documents.ts';
import { getPartner } from './partners/get.ts';
import { listPartnersRoute } from './partners/list.ts';
import { getMode } from './partners/mode.ts';
import { listObligationsRoute } from './partners/obligations.ts';
import { partnerServices } from './partners/services.ts';
import { startConventionnement } from './partners/startConventionnement.ts';
import { updatePartnerRoute } from './partners/update.ts';
import { batchProcesses } from './processes/batch.ts';
import { cancelProcess } from './processes/cancel.ts';
import { getProcess } from './processes/get.ts';
import { listProcessesRoute } from './processes/list.ts';
import { remindProcess } from './processes/remind.ts';
import { retryProcessRoute } from './processes/retry.ts';
import { getTimeline } from './processes/timeline.ts';
import { beginSecondFactor } from './secondFactor/begin.ts';
import { confirmSecondFactor } from './secondFactor/confirm.ts';
import { resetSecondFactor } from './secondFactor/reset.ts';
import { secondFactorState } from './secondFactor/state.ts';
import { turnOffSecondFactor } from './secondFactor/turnOff.ts';
import { listSessions } from './sessions/list.ts';
import { revokeSessionRoute } from './sessions/revoke.ts';
import { createSupportRequest } from './support/create.ts';
import { enterSupportMail } from './support/enterMail.ts';
import { getSupportRequest } from './support/get.ts';
import { listSupportRequests } from './support/list.ts';
import { supplySupportRequest } from './support/supply.ts';
import { claimTaskRoute } from './tasks/claim.ts';
import { completeTaskRoute } from './tasks/complete.ts';
import { getTask } from './tasks/get.ts';
import { listTasksRoute } from './tasks/list.ts';
import { releaseTaskRoute } from './tasks/release.ts';
import { createUserRequest } from './userRequests/create.ts';
import { getUserRequest } from './userRequests/get.ts';
import { listUserRequests } from './userRequests/list.ts';
import { askRepairRoute } from './users/askRepair.ts';
import { cancelUserImport } from './users/cancelImport.ts';
import { createUserRoute } from './users/create.ts';
import { getDiagnosis } from './users/diagnosis.ts';
import { getUser } from './users/get.ts';
import { getUserImport } from './users/getImport.ts';
import { importUsersRoute } from './users/import.ts';
import { listUsersRoute } from './users/list.ts';
import { reactivateUserRoute } from './users/reactivate.ts';
import { updateUser } from './users/update.ts';

/** Every operation of the API: routing, the OpenAPI document and the tests of access all read this list. */
export const routes: readonly Route[] = [
  forgotPassword,
  login,
  logout,
  me,
  password,
  listSessions,
  revokeSessionRoute,
  secondFactorState,
  beginSecondFactor,
  confirmSecondFactor,
  turnOffSecondFactor,
  resetSecondFactor,
  createPartner,
  partnerDocuments,
  getPartner,
  listPartnersRoute,
  partnerServices,
  listObligationsRoute,
  startConventionnement,
  getMode,
  changeMode,
  updatePartnerRoute,
  closeDocumentRoute,
  completeDocument,
  countersignDocument,
  declineDocument,
  getDocument,
  getDocumentPdf,
  listDocumentVersions,
  returnDocument,
  sendDocument,
  signDocument,
  updateDocument,
  withdrawDocument,
  createAccessRequest,
  decideAccessRequest,
  getAccessRequest,
  listAccessRequests,
  supplyAccessRequest,
  takeAccessRequest,
  withdrawAccessRequest,
  actByLinkRoute,
  requestCode,
  getLink,
  claimTaskRoute,
  completeTaskRoute,
  getTask,
  listTasksRoute,
  releaseTaskRoute,
  batchProcesses,
  cancelProcess,
  getProcess,
  listProcessesRoute,
  remindProcess,
  retryProcessRoute,
  getTimeline,
  campaignRows,
  campaignRowsCsv,
  cancelCampaign,
  createCampaign,
  createOnboarding,
  getCampaign,
  listCampaignsRoute,
  listAuditRoute,
  getDashboard,
  listMailsRoute,
  listMailTemplates,
  getMailTemplate,
  addMember,
  appointManager,
  attachRole,
  closeGroupRoute,
  createGroupRoute,
  detachRole,
  getGroup,
  listGroupsRoute,
  listMembers,
  removeMember,
  updateGroup,
  enterService,
  declareIncidentRoute,
  getIncident,
  liftByIncident,
  suspendByIncident,
  askRepairRoute,
  getDiagnosis,
  listAdministrators,
  replaceAdministrator,
  createUserRoute,
  importUsersRoute,
  getUserImport,
  cancelUserImport,
  getUser,
  listUsersRoute,
  reactivateUserRoute,
  updateUser,
  listAfasProfilesRoute,
  giveAfasRole,
  endAfasRole,
  createSupportRequest,
  enterSupportMail,
  listSupportRequests,
  getSupportRequest,
  supplySupportRequest,
  createUserRequest,
  listUserRequests,
  getUserRequest,
  getApproverChange,
  uploadPj3,
  getPj3,
  startAnnualControl,
  listAnnualControls,
  getAnnualControl,
  giveControlProof,
  getControlFile,
];
