import type { Evidence } from './evidence.ts';
import { CATALOGUE, SERVICE_CODES, type ServiceCode } from './services.ts';

/** Evidence of every service of the catalogue, each with the service that asks for it. */
export const ALL_EVIDENCE: readonly (Evidence & { service: ServiceCode })[] = SERVICE_CODES.flatMap((service) =>
  CATALOGUE[service].evidence.map((one) => ({ ...one, service })),
);
