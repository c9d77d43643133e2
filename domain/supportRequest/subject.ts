import { cleanText } from '../formats/text.ts';
import { SERVICE_CODES, type ServiceCode } from '../service/services.ts';

export interface SupportSubject {
  service: ServiceCode;
  /** FMT-10 */
  conventionNumber: string;
}

const SHAPE = new RegExp(`^(${SERVICE_CODES.join('|')})\\s+(\\d{2}_\\d{1,6})\\s+\\S`, 'i');

/** Reads « SERVICE CONVENTION ORGANISME » (FMT-11, MAIL-5); null when the subject is not of that shape. */
export function parseSubject(raw: string): SupportSubject | null {
  const [, service, conventionNumber] = SHAPE.exec(cleanText(raw)) ?? [];
  if (service === undefined || conventionNumber === undefined) return null;
  return { service: service.toUpperCase() as ServiceCode, conventionNumber };
}

/** The subject as FMT-11 wants it: nobody has to type it in the portal. */
export function supportSubject(service: ServiceCode, conventionNumber: string, raisonSociale: string): string {
  return `${service} ${conventionNumber} ${raisonSociale}`;
}
