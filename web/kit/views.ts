import type { z } from 'zod';
import type { mailOut } from '../../api/routes/journal/mails.ts';
import type { modeOut } from '../../api/routes/partners/mode.ts';
import type { sessionOut } from '../../api/routes/sessions/list.ts';
import type { taskBatchOut } from '../../api/routes/tasks/batch.ts';
import type { diagnosisOut } from '../../api/routes/users/diagnosis.ts';
import type { administratorsOut } from '../../api/shapes/administrators.ts';
import type { afasProfileOut, afasProfilesOut } from '../../api/shapes/afas.ts';
import type { annualControlOut, controlItemOut, controlSummaryOut } from '../../api/shapes/annualControl.ts';
import type { approverChangeOut } from '../../api/shapes/approverChange.ts';
import type {
  campaignOut,
  campaignSummaryOut,
  checkedRowOut,
  checkItemOut,
  checkOut,
  rowOut,
} from '../../api/shapes/campaign.ts';
import type { bulkOut, correctionOut } from '../../api/shapes/correction.ts';
import type { courseOut, executionOut } from '../../api/shapes/course.ts';
import type { demarcheFormOut, demarcheItemOut, demarcheOut } from '../../api/shapes/demarche.ts';
import type { documentOut, versionOut } from '../../api/shapes/document.ts';
import type {
  burndownFigure,
  dueFigure,
  figuresHead,
  loadFigure,
  openFigure,
  refusedFigure,
  stayFigure,
  waitingFigure,
} from '../../api/shapes/figures.ts';
import type { groupOut, groupsOut, groupWithActionsOut } from '../../api/shapes/group.ts';
import type { incidentOut } from '../../api/shapes/incident.ts';
import type { mailPreviewOut, mailShownOut, mailTemplateOut } from '../../api/shapes/mail.ts';
import type { meOut } from '../../api/shapes/me.ts';
import type { nationalServiceOut } from '../../api/shapes/nationalService.ts';
import type { noteOut } from '../../api/shapes/note.ts';
import type { obstacleOut } from '../../api/shapes/obstacle.ts';
import type { scheduleOut, statusOut, troubleOut } from '../../api/shapes/operation.ts';
import type { partnerOut, serviceOut } from '../../api/shapes/partner.ts';
import type { personalDataOut } from '../../api/shapes/personalData.ts';
import type { processOut, waitingForOut } from '../../api/shapes/process.ts';
import type { requestOut } from '../../api/shapes/request.ts';
import type { searchOut } from '../../api/shapes/search.ts';
import type { delegationOut, delegationsOut } from '../../api/shapes/signatureDelegation.ts';
import type { supportOut, supportRoutedOut } from '../../api/shapes/support.ts';
import type { taskOut } from '../../api/shapes/task.ts';
import type { userOut, usersOut, userWithActionsOut } from '../../api/shapes/user.ts';
import type { userRequestOut } from '../../api/shapes/userRequest.ts';

/** What the pages show is what the API answers. */
export type CourseView = z.output<typeof courseOut>;
export type ExecutionView = z.output<typeof executionOut>;
export type WaitingView = z.output<typeof waitingForOut>;
export type ProcessView = z.output<typeof processOut>;
export type MailView = z.output<typeof mailOut>;
export type NoteView = z.output<typeof noteOut>;
export type MailTemplateView = z.output<typeof mailTemplateOut>;
export type MailShownView = z.output<typeof mailShownOut>;
export type MailPreviewView = z.output<typeof mailPreviewOut>;
export type OperationStatusView = z.output<typeof statusOut>;
export type ScheduleView = z.output<typeof scheduleOut>;
export type TroubleView = z.output<typeof troubleOut>;
export type TaskView = z.output<typeof taskOut>;
export type TaskBatchView = z.output<typeof taskBatchOut>;
export type DocumentView = z.output<typeof documentOut>;
export type VersionView = z.output<typeof versionOut>;
export type NationalServiceView = z.output<typeof nationalServiceOut>;
export type ServiceView = z.output<typeof serviceOut>;
export type AfasProfileView = z.output<typeof afasProfileOut>;
export type AfasProfilesView = z.output<typeof afasProfilesOut>;
export type ApproverChangeView = z.output<typeof approverChangeOut>;
export type AdministratorsView = z.output<typeof administratorsOut>;
export type IncidentView = z.output<typeof incidentOut>;
export type PersonalDataView = z.output<typeof personalDataOut>;
export type ControlSummaryView = z.output<typeof controlSummaryOut>;
export type ControlView = z.output<typeof annualControlOut>;
export type ControlItemView = z.output<typeof controlItemOut>;
export type FormView = z.output<typeof demarcheFormOut>;
export type FormField = FormView['fields'][number];
export type DemarcheItemView = z.output<typeof demarcheItemOut>;
export type DemarcheView = z.output<typeof demarcheOut>;
export type SupportView = z.output<typeof supportOut>;
export type SupportRoutedView = z.output<typeof supportRoutedOut>;
export type CorrectionView = z.output<typeof correctionOut>;
export type CorrectionReportView = z.output<typeof bulkOut>;
export type ObstacleView = z.output<typeof obstacleOut>;
export type ModeView = z.output<typeof modeOut>;
export type PartnerView = z.output<typeof partnerOut>;
export type MeView = z.output<typeof meOut>;
export type UserView = z.output<typeof userOut>;
export type UsersView = z.output<typeof usersOut>;
export type UserRequestView = z.output<typeof userRequestOut>;
export type UserWithActionsView = z.output<typeof userWithActionsOut>;
export type SessionView = z.output<typeof sessionOut>;
export type GroupView = z.output<typeof groupOut>;
export type GroupsView = z.output<typeof groupsOut>;
export type GroupWithActionsView = z.output<typeof groupWithActionsOut>;
export type DiagnosisView = z.output<typeof diagnosisOut>;
export type SearchView = z.output<typeof searchOut>;
export type FoundView = SearchView['groups'][number]['items'][number];
export type RequestView = z.output<typeof requestOut>;
export type CampaignView = z.output<typeof campaignOut>;
export type CampaignSummaryView = z.output<typeof campaignSummaryOut>;
export type CheckView = z.output<typeof checkOut>;
export type CheckItemView = z.output<typeof checkItemOut>;
export type DelegationView = z.output<typeof delegationOut>;
export type DelegationsView = z.output<typeof delegationsOut>;
export type CampaignRowView = z.output<typeof rowOut>;
export type CheckedRowView = z.output<typeof checkedRowOut>;

/** The counts that a campaign and a checked file share. */
export type FiguresView = Pick<CampaignView, 'rows' | 'byUseCase' | 'byState'>;

/** All that the dashboard shows. */
export interface DashboardView {
  head: z.output<typeof figuresHead>;
  open: readonly z.output<typeof openFigure>[];
  waiting: readonly z.output<typeof waitingFigure>[];
  stays: readonly z.output<typeof stayFigure>[];
  load: readonly z.output<typeof loadFigure>[];
  due: readonly z.output<typeof dueFigure>[];
  burndown: readonly z.output<typeof burndownFigure>[];
  refused: readonly z.output<typeof refusedFigure>[];
}

export interface TimelineLine {
  at: string;
  label: string;
  who: string;
  rule: string | null;
}

/** … with how many lines it has; null: more than are counted. */
export interface Counted<T> extends Listed<T> {
  total: number | null;
}

export interface Listed<T> {
  items: readonly T[];
  nextCursor: string | null;
}
