import { accountState } from '../../../domain/account/state.ts';
import type { Sender } from '../../../domain/supportRequest/route.ts';
import type { Database } from '../prisma.ts';
import { usersByAddress } from './people.ts';

/** Active administrateurs and gestionnaires of a Caf's partners whom this address belongs to (ADM-8). */
export async function sendersOf(db: Database, caf: string, email: string, at: Date): Promise<Sender[]> {
  const found = (await usersByAddress(db, caf, email)).filter((user) => accountState(user, at) === 'ACTIF');
  const conventions = await db.document.findMany({
    where: { partnerId: { in: found.map((user) => user.partnerId) }, kind: 'CONVENTION', state: 'ACTIF' },
    select: { partnerId: true, number: true },
  });
  return found
    .map((user) => ({
      userId: user.id,
      partnerId: user.partnerId,
      administrateur: user.administrateurSince !== null,
      gestionnaire: user.managed.length > 0,
      conventionNumber: conventions.find(({ partnerId }) => partnerId === user.partnerId)?.number ?? null,
    }))
    .filter((sender) => sender.administrateur || sender.gestionnaire);
}
