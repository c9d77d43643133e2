import { listAfasProfilesRoute } from '../../api/routes/afas/list.ts';
import { afasProfilesOut } from '../../api/shapes/afas.ts';
import type { ApproverChangeView } from '../kit/views.ts';
import type { Visit } from '../kit/visit.ts';

/** Who is proposed, and who is in function meanwhile (AFAS-10), by name. */
export async function changeNames(visit: Visit, change: ApproverChangeView) {
  const params = { id: change.partnerId };
  const { items } = await visit.read(afasProfilesOut, listAfasProfilesRoute, { params, query: { limit: '200' } });
  const nameOf = (id: string) => items.find((profile) => profile.user.id === id)?.user.name ?? 'Une personne';
  return { proposed: nameOf(change.userId), former: change.formerId === null ? null : nameOf(change.formerId) };
}
