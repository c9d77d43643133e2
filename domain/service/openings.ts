import type { AuditOfEach } from '../decision/journal.ts';
import { SERVICES, type ServiceCode } from './services.ts';

/** What the journal tells of an opening, one by one or of each of many: where it stood, and where it stands. */
interface OpeningLine extends AuditOfEach {
  before: { state: string };
  after: { state: string };
}

/** Suspended, for whatever reason (TUT-4). */
export function openingSuspended(reason: string): OpeningLine {
  return {
    ...{ action: 'service.suspend', entity: 'service', rule: 'TUT-4', label: `Service suspendu : ${reason}` },
    ...{ before: { state: 'OUVERTE' }, after: { state: 'SUSPENDUE' } },
  };
}

/** Open again (TUT-9); `reason`: by somebody's act. */
export function openingResumed(reason: string | null = null): OpeningLine {
  const why = reason === null ? '' : ` : ${reason}`;
  return {
    ...{ action: 'service.resume', entity: 'service', rule: 'TUT-9', label: `Service rouvert${why}` },
    ...{ before: { state: 'SUSPENDUE' }, after: { state: 'OUVERTE' } },
  };
}

/** Opened to many at once, by the service's national reopening (TUT-9). */
export function openedNationally(service: ServiceCode): AuditOfEach {
  const label = `Service « ${SERVICES[service]} » ouvert par la réouverture nationale`;
  return { action: 'service.open', entity: 'service', rule: 'TUT-9', label };
}
