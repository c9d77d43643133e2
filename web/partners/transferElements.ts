import { z } from 'zod';
import { getPartner } from '../../api/routes/partners/get.ts';
import { getProcess } from '../../api/routes/processes/get.ts';
import { partnerOut } from '../../api/shapes/partner.ts';
import type { CaseElements, ReadElements } from '../kit/visit.ts';

const OF_PARTNER = z.object({ partnerId: z.string() });

/** A partner's move to the CNA, and where a convention too many is closed: among the partner's documents (CONV-6). */
export const transferElements: ReadElements = async (visit, id): Promise<CaseElements> => {
  const { partnerId } = await visit.read(OF_PARTNER, getProcess, { params: { id } });
  const partner = await visit.read(partnerOut, getPartner, { params: { id: partnerId } });
  const home = `/partenaires/${encodeURIComponent(partnerId)}`;
  return {
    facts: [['Partenaire', partner.raisonSociale]],
    home,
    doneAt: { href: `${home}#documents`, label: 'Voir les documents du partenaire' },
  };
};
