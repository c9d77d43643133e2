import { AUDIT_COLUMNS, MAIL_COLUMNS } from '../../exportColumns.ts';
import { exportsOf } from '../../exports.ts';
import type { Route } from '../../route.ts';
import { listAuditRoute } from './audit.ts';
import { getDashboard } from './dashboard.ts';
import { getMailRoute, listMailsRoute, processMails, resendMailRoute, showMailRoute } from './mails.ts';
import { getMailTemplate } from './mailTemplate.ts';
import { listMailTemplates } from './mailTemplates.ts';
import { settleMailRoute } from './settleMail.ts';

export const journalRoutes: readonly Route[] = [
  listAuditRoute,
  ...exportsOf(listAuditRoute, { name: 'journal', columns: AUDIT_COLUMNS }),
  getDashboard,
  listMailsRoute,
  processMails,
  ...exportsOf(listMailsRoute, { name: 'courriels', columns: MAIL_COLUMNS }),
  listMailTemplates,
  getMailTemplate,
  getMailRoute,
  showMailRoute,
  resendMailRoute,
  settleMailRoute,
];
