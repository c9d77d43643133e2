import { param } from '../kit/query.ts';
import type { Visit } from '../kit/visit.ts';

export const tokenOf = (visit: Visit) => ({ token: param(visit.request, 'token') });

/** Address of the link that is visited. */
export const linkPath = (visit: Visit): string => `/lien/${encodeURIComponent(param(visit.request, 'token'))}`;
