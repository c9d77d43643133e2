import { z } from 'zod';
import { mailOut } from '../../api/routes/journal/mails.ts';
import { sessionOut } from '../../api/routes/sessions/list.ts';
import { controlSummaryOut } from '../../api/shapes/annualControl.ts';
import { campaignSummaryOut, checkedRowOut, checkItemOut, rowOut } from '../../api/shapes/campaign.ts';
import { listOf, pageOf } from '../../api/shapes/common.ts';
import { correctionOut } from '../../api/shapes/correction.ts';
import { demarcheFormOut, demarcheItemOut } from '../../api/shapes/demarche.ts';
import { documentOut, versionOut } from '../../api/shapes/document.ts';
import { groupOut, groupsOut, groupWithActionsOut } from '../../api/shapes/group.ts';
import { mailTemplateOut } from '../../api/shapes/mail.ts';
import { meOut } from '../../api/shapes/me.ts';
import { noteOut } from '../../api/shapes/note.ts';
import { obligationOut } from '../../api/shapes/obligation.ts';
import { troubleOut } from '../../api/shapes/operation.ts';
import { partnerOut, serviceOut } from '../../api/shapes/partner.ts';
import { processOut } from '../../api/shapes/process.ts';
import { supportOut } from '../../api/shapes/support.ts';
import { taskOut } from '../../api/shapes/task.ts';
import { userOut, usersOut, userWithActionsOut } from '../../api/shapes/user.ts';
import { userRequestOut } from '../../api/shapes/userRequest.ts';

/** Who is signed in. */
export const ME = meOut;
export const SESSIONS = z.object({ items: z.array(sessionOut) });
export const USER = userOut;
export const USER_WITH_ACTIONS = userWithActionsOut;
export const USERS = usersOut;
export const MEMBERS = listOf(userOut);
export const USER_REQUESTS = listOf(userRequestOut);
export const GROUP = groupOut;
export const GROUP_WITH_ACTIONS = groupWithActionsOut;
export const GROUPS = groupsOut;
/** Shapes of the API's lists. */
export const SUPPORT = listOf(supportOut);
export const DEMARCHES = pageOf(demarcheItemOut);
export const DEMARCHE_FORM_LIST = z.object({ items: z.array(demarcheFormOut) });
export const CONTROLS = listOf(controlSummaryOut);
export const CORRECTIONS = listOf(correctionOut);
export const PARTNER_CORRECTIONS = pageOf(correctionOut);
export const TASKS = listOf(taskOut);
export const PROCESSES = listOf(processOut);
export const DOCUMENTS = pageOf(documentOut);
export const VERSIONS = z.object({ items: z.array(versionOut) });
export const OBLIGATIONS = pageOf(obligationOut);
export const PARTNERS = listOf(partnerOut);
export const CAMPAIGNS = listOf(campaignSummaryOut);
export const CHECKS = z.object({ items: z.array(checkItemOut) });
export const CHECK_ROWS = listOf(checkedRowOut);
export const ROWS = listOf(rowOut);
export const SERVICES_OF = z.object({ items: z.array(serviceOut) });
export const TROUBLES = z.object({ items: z.array(troubleOut) });
export const MAILS = listOf(mailOut);
export const PROCESS_MAILS = pageOf(mailOut);
export const NOTES = pageOf(noteOut);
export const MAIL_TEMPLATES = z.object({ items: z.array(mailTemplateOut) });
export const TIMELINE = pageOf(
  z.object({ at: z.string(), label: z.string(), who: z.string(), rule: z.string().nullable() }),
);
