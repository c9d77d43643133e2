import type { Answers, ToJudge } from '../service/entitlement.ts';
import type { ServiceCode } from '../service/services.ts';

/** Answers to the questions of services, by their codes. */
export type Eligibility = Readonly<Partial<Record<ServiceCode, Answers>>>;

/** What of a service the Caf has to judge before any document leaves (CONV-1). */
export type Judged = ToJudge & { service: ServiceCode };
