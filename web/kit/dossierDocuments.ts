import { partnerDocuments } from '../../api/routes/partners/documents.ts';
import { getPartner } from '../../api/routes/partners/get.ts';
import { partnerServices } from '../../api/routes/partners/services.ts';
import { getProcess } from '../../api/routes/processes/get.ts';
import { partnerOut } from '../../api/shapes/partner.ts';
import { processOut } from '../../api/shapes/process.ts';
import { DomainError } from '../../domain/errors.ts';
import { DOCUMENTS, SERVICES_OF } from './lists.ts';
import type { DocumentView, PartnerView, ProcessView, ServiceView } from './views.ts';
import type { Visit } from './visit.ts';

interface DossierParts {
  process: ProcessView;
  partner: PartnerView | null;
  /** its own documents, and the convention and contrat in force that it rests on */
  documents: DocumentView[];
  services: ServiceView[];
}

/** A dossier with its partner, documents and services. */
export async function dossierDocuments(visit: Visit, processId: string): Promise<DossierParts> {
  const process = await visit.read(processOut, getProcess, { params: { id: processId } });
  if (process.partnerId === null) return { process, partner: null, documents: [], services: [] };
  const params = { id: process.partnerId };
  const partner = await partnerIfRead(visit, params);
  if (partner === null) return { process, partner, documents: [], services: [] };
  const [all, services] = await Promise.all([
    visit.read(DOCUMENTS, partnerDocuments, { params, query: { limit: '200' } }),
    visit.read(SERVICES_OF, partnerServices, { params }),
  ]);
  const documents = all.items.filter(
    (one) =>
      one.processId === processId || (one.state === 'ACTIF' && (one.kind === 'CONVENTION' || one.kind === 'CONTRAT')),
  );
  const own = new Set(documents.filter((one) => one.processId === processId).map((one) => one.id));
  return { process, partner, documents, services: services.items.filter((service) => own.has(service.bulletinId)) };
}

/** Null where another Caf manages the partner: a case of somebody's own Caf (ESAT-9, TUT-13) may be about an organisme that it does not read. */
async function partnerIfRead(visit: Visit, params: { id: string }): Promise<DossierParts['partner']> {
  try {
    return await visit.read(partnerOut, getPartner, { params });
  } catch (error) {
    if (error instanceof DomainError && error.code === 'INTROUVABLE') return null;
    throw error;
  }
}
