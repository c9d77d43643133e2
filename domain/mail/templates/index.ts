import type { MailTemplate, Template } from '../types.ts';
import { mail1 } from './mail1Login.ts';
import { mail2 } from './mail2Password.ts';
import { mail3 } from './mail3Forgotten.ts';
import { mail20 } from './mail20Received.ts';
import { mail21 } from './mail21Missing.ts';
import { mail22 } from './mail22Unanswered.ts';
import { mail23 } from './mail23Refused.ts';
import { mail24 } from './mail24Accepted.ts';
import { mail25 } from './mail25Documents.ts';
import { mail26 } from './mail26Reminder.ts';
import { mail27 } from './mail27SiretMismatch.ts';
import { mail28 } from './mail28ServiceOpened.ts';
import { mail29 } from './mail29TransferredToCna.ts';
import { mail30 } from './mail30ConventionClosed.ts';
import { mail31 } from './mail31Replacement.ts';
import { mail32 } from './mail32CampaignDeadline.ts';
import { mail33 } from './mail33NotDeliverable.ts';
import { mail34 } from './mail34Closed.ts';
import { mail35 } from './mail35Yearly.ts';
import { mail36 } from './mail36Control.ts';
import { mail37 } from './mail37Managers.ts';
import { mail39 } from './mail39NotAdministrateur.ts';
import { mail41 } from './mail41Approver.ts';
import { mail42 } from './mail42Manager.ts';
import { mail50 } from './mail50SignatureCode.ts';
import { mail51 } from './mail51Eligibility.ts';
import { mail52 } from './mail52Returned.ts';
import { mail53 } from './mail53DossierEnded.ts';
import { mail54 } from './mail54DossierEndedAgent.ts';
import { mail55 } from './mail55Escalation.ts';
import { mail56 } from './mail56CampaignReport.ts';
import { mail57 } from './mail57AlreadyOpen.ts';
import { mail58 } from './mail58Unused.ts';
import { mail59 } from './mail59NeverSignedIn.ts';
import { mail60 } from './mail60AddressChanged.ts';
import { mail61 } from './mail61NoAdministrateur.ts';
import { mail62 } from './mail62SupportUnsupplied.ts';
import { mail63 } from './mail63Incident.ts';
import { mail64 } from './mail64Repair.ts';
import { mail67 } from './mail67PasswordChanged.ts';
import { mail68 } from './mail68GroupAwaited.ts';
import { mail69 } from './mail69ModeChanged.ts';
import { mail70 } from './mail70UserRequest.ts';
import { mail74 } from './mail74CampaignLate.ts';
import { mail75 } from './mail75OverdueTasks.ts';
import { mail76 } from './mail76Pj3.ts';
import { mail77 } from './mail77SupportTaken.ts';
import { mail78 } from './mail78SupportWords.ts';
import { mail79 } from './mail79SupportLate.ts';
import { mail80 } from './mail80IdleGroups.ts';
import { mail81 } from './mail81ControlGaps.ts';
import { mail82 } from './mail82GapsRemain.ts';
import { mail83 } from './mail83ControlEnded.ts';
import { mail84 } from './mail84CampaignMailRefused.ts';
import { mail85 } from './mail85SecondFactor.ts';

/** Every template by the id of its mail; the compiler refuses one that is missing. */
export const TEMPLATES: { readonly [T in MailTemplate]: Template<T> } = {
  'MAIL-1': mail1,
  'MAIL-2': mail2,
  'MAIL-3': mail3,
  'MAIL-34': mail34,
  'MAIL-39': mail39,
  'MAIL-41': mail41,
  'MAIL-35': mail35,
  'MAIL-36': mail36,
  'MAIL-37': mail37,
  'MAIL-42': mail42,
  'MAIL-76': mail76,
  'MAIL-77': mail77,
  'MAIL-78': mail78,
  'MAIL-79': mail79,
  'MAIL-58': mail58,
  'MAIL-59': mail59,
  'MAIL-60': mail60,
  'MAIL-61': mail61,
  'MAIL-62': mail62,
  'MAIL-63': mail63,
  'MAIL-68': mail68,
  'MAIL-69': mail69,
  'MAIL-70': mail70,
  'MAIL-64': mail64,
  'MAIL-67': mail67,
  'MAIL-85': mail85,
  'MAIL-80': mail80,
  'MAIL-81': mail81,
  'MAIL-82': mail82,
  'MAIL-83': mail83,
  'MAIL-20': mail20,
  'MAIL-21': mail21,
  'MAIL-22': mail22,
  'MAIL-23': mail23,
  'MAIL-24': mail24,
  'MAIL-25': mail25,
  'MAIL-26': mail26,
  'MAIL-27': mail27,
  'MAIL-28': mail28,
  'MAIL-29': mail29,
  'MAIL-30': mail30,
  'MAIL-31': mail31,
  'MAIL-32': mail32,
  'MAIL-33': mail33,
  'MAIL-50': mail50,
  'MAIL-51': mail51,
  'MAIL-52': mail52,
  'MAIL-53': mail53,
  'MAIL-54': mail54,
  'MAIL-55': mail55,
  'MAIL-56': mail56,
  'MAIL-74': mail74,
  'MAIL-75': mail75,
  'MAIL-84': mail84,
  'MAIL-57': mail57,
};
