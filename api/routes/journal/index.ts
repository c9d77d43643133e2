import type { Route } from '../../route.ts';
import { listAuditRoute } from './audit.ts';
import { getDashboard } from './dashboard.ts';
import { listMailsRoute, processMails } from './mails.ts';
import { getMailTemplate } from './mailTemplate.ts';
import { listMailTemplates } from './mailTemplates.ts';
import { settleMailRoute } from './settleMail.ts';

export const journalRoutes: readonly Route[] = [
  listAuditRoute,
  getDashboard,
  listMailsRoute,
  processMails,
  listMailTemplates,
  getMailTemplate,
  settleMailRoute,
];
