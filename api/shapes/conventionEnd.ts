import { z } from 'zod';
import type { ConventionEnd } from '../../adapters/store/queries/conventionEnd.ts';
import { type AskedAt, earliestEnd } from '../../domain/conventionEnding/begin.ts';
import type { EndingParty } from '../../domain/conventionEnding/types.ts';
import { SERVICE_CODES, SERVICES } from '../../domain/service/services.ts';
import { id } from './common.ts';

const count = z.int().min(0);

export const conventionEndOut = z
  .object({
    convention: z
      .object({ number: z.string().nullable() })
      .nullable()
      .meta({ description: 'Convention en vigueur ; null : aucune, il n’y a rien à clore' }),
    earliest: z.iso.date().meta({ description: 'Première date que vous pouvez indiquer' }),
    closes: z
      .object({
        services: z.array(z.object({ code: z.enum(SERVICE_CODES), label: z.string() })),
        groups: count.meta({ description: 'Groupes gelés' }),
        processes: count.meta({
          description: 'Démarches en cours qui reposent sur la convention, et prennent fin avec elle',
        }),
      })
      .meta({ description: 'Ce qui prend fin avec la convention (CONV-13)' }),
    stays: z.object({ accounts: count.meta({ description: 'Comptes conservés, sans service' }) }),
    running: z
      .object({ processId: id, endsOn: z.iso.date().nullable(), reason: z.string(), by: z.enum(['PARTENAIRE', 'CAF']) })
      .nullable()
      .meta({ description: 'La fin déjà demandée, à laquelle on peut encore renoncer' }),
  })
  .meta({ id: 'ConventionEnd' });
export type ConventionEndView = z.output<typeof conventionEndOut>;

function presentRunning({ processId, ending: { endsOn, reason, by } }: NonNullable<ConventionEnd['running']>) {
  return { processId, endsOn, reason, by };
}

/** What ends with the convention, for whoever may ask for its end. */
export function presentConventionEnd(
  found: ConventionEnd,
  by: EndingParty,
  when: AskedAt,
): z.input<typeof conventionEndOut> {
  const { convention, services, groups, accounts, processes, running } = found;
  return {
    convention,
    earliest: earliestEnd(by, when),
    closes: { services: services.map((code) => ({ code, label: SERVICES[code] })), groups, processes },
    stays: { accounts },
    running: running === null ? null : presentRunning(running),
  };
}
