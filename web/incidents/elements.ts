import { getIncident } from '../../api/routes/incidents/get.ts';
import { incidentOut } from '../../api/shapes/incident.ts';
import type { CaseElements, Visit } from '../kit/visit.ts';
import { incidentPath } from './page.tsx';

/** What was declared; accounts are suspended from the incident's own page. */
export async function incidentElements(visit: Visit, id: string): Promise<CaseElements> {
  const incident = await visit.read(incidentOut, getIncident, { params: { id } });
  return {
    facts: [
      ['Les faits', incident.what],
      ['Comptes concernés', incident.accounts.map(({ name }) => name).join(', ')],
      ['Suspendus', String(incident.suspended.length)],
    ],
    home: incidentPath(incident.id),
  };
}
