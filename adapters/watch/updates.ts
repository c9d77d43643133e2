import { Histogram, type Registry } from 'prom-client';
import type { ProcessGateway } from '../temporal/temporal.ts';

/** Who waits for the answer of an Update: a person, for the API's; nobody, for what a worker tells again, or sends many of (sweep, campaigns, imports). */
export type AskedBy = 'person' | 'worker';

/** How long Updates take from here, by type of process, by what became of them and by who waits. */
export function timed(registry: Registry, gateway: ProcessGateway, askedBy: AskedBy): ProcessGateway {
  const histogram = new Histogram({
    name: 'passerelle_update_duration_seconds',
    help: 'Time from sending an Update to its answer, by type of process, delivery (done, delivered, unconfirmed, failed) and who waits (person, worker)',
    labelNames: ['type', 'delivery', 'asked_by'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [registry],
  });
  return {
    ...gateway,
    async deliver(command, patienceMs) {
      const stop = histogram.startTimer({ type: command.type, asked_by: askedBy });
      try {
        const delivery = await gateway.deliver(command, patienceMs);
        stop({ delivery });
        return delivery;
      } catch (error) {
        stop({ delivery: 'failed' });
        throw error;
      }
    },
  };
}
