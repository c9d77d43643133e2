import type { ServiceCode } from '../service/services.ts';

/** What the suspension of a partner's service knows beside its state (§4.3 « Ouverture de service »). */
export interface SuspensionFacts {
  service: ServiceCode;
  /** why, in words for the partner */
  reason: string;
  /** ISO instant at which it ends by itself; null: somebody ends it */
  until: string | null;
  /** why it was opened again; null: it is not, or its end had come */
  resumedFor: string | null;
  /** the security incident that suspends it, and whose closing opens it again (§11); absent: none */
  incidentId?: string;
}
