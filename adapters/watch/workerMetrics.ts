import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import type { SendOutcome } from '../mail/mailerOutcome.ts';
import type { ProcessGateway } from '../temporal/temporal.ts';
import { timed } from './updates.ts';

const PATIENCE_MS = 3_000;

export interface WorkerMetrics {
  /** an attempt to send a mail has come to its end */
  mailConcluded(template: string, outcome: SendOutcome): void;
  /** the same gateway, whose Updates are timed */
  timed(gateway: ProcessGateway): ProcessGateway;
  /** what the worker counts by itself, and what the SDK of Temporal counts beside it */
  text(): Promise<string>;
}

/** What a worker tells about itself. `sdkPort`: where the SDK of Temporal tells its own figures to this machine (`adapters/temporal/runtime.ts`). */
export function createWorkerMetrics(sdkPort: number): WorkerMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const mails = new Counter({
    name: 'passerelle_mail_attempts_total',
    help: 'Attempts to send a mail by template and outcome: taken, retry_server, retry_message, refused, doubt, void',
    labelNames: ['template', 'outcome'],
    registers: [registry],
  });
  const sdkUp = new Gauge({
    name: 'passerelle_worker_sdk_metrics_up',
    help: 'Whether the SDK of Temporal told its figures at this scrape',
    registers: [registry],
  });
  return {
    mailConcluded(template, outcome) {
      const kind = outcome.kind === 'retry' ? `retry_${outcome.about}` : outcome.kind;
      mails.inc({ template, outcome: kind });
    },
    timed: (gateway) => timed(registry, gateway, 'worker'),
    async text() {
      const sdk = await fetch(`http://127.0.0.1:${sdkPort}/metrics`, { signal: AbortSignal.timeout(PATIENCE_MS) })
        .then((answer) => (answer.ok ? answer.text() : null))
        .catch(() => null);
      sdkUp.set(sdk === null ? 0 : 1);
      return `${await registry.metrics()}${sdk ?? ''}`;
    },
  };
}
