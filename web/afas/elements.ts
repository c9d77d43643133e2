import { getApproverChange } from '../../api/routes/afas/getChange.ts';
import { approverChangeOut } from '../../api/shapes/approverChange.ts';
import type { CaseElements, Visit } from '../kit/visit.ts';
import { changeNames } from './names.ts';
import { changePath } from './profilesPage.tsx';

/** Who is proposed; PJ 3 is on the page of the change. */
export async function approverElements(visit: Visit, id: string): Promise<CaseElements> {
  const change = await visit.read(approverChangeOut, getApproverChange, { params: { id } });
  const { proposed, former } = await changeNames(visit, change);
  return {
    facts: [
      ['Approbateur proposé', proposed],
      ['Approbateur en fonction', former ?? 'Personne'],
    ],
    home: changePath(change.id),
  };
}
