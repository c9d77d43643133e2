import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { workflowBundle } from '../../ops/bundle.ts';
import { Api } from '../../ops/demo/http.ts';
import { freePort } from '../../ops/pids.ts';
import { namesIn } from '../../ops/watch/names.ts';
import { ENTITLED, partnerBody } from '../api.ts';
import { type E2eStack, startE2eStack } from '../e2e/stack.ts';
import { eventually } from '../running.ts';

interface ReceivedSpan {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  service: string;
}

/** A collector of traces (OTLP over HTTP, JSON): what it was sent, as text and as spans. */
function collector() {
  const bodies: string[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      if (request.url === '/v1/traces') bodies.push(Buffer.concat(parts).toString('utf8'));
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    });
  });
  const spans = (): ReceivedSpan[] =>
    bodies.flatMap((body) => {
      const { resourceSpans } = JSON.parse(body) as {
        resourceSpans: {
          resource: { attributes: { key: string; value: { stringValue?: string } }[] };
          scopeSpans: { spans: Omit<ReceivedSpan, 'service'>[] }[];
        }[];
      };
      return resourceSpans.flatMap(({ resource, scopeSpans }) => {
        const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? '';
        return scopeSpans.flatMap((scope) => scope.spans.map((span) => ({ ...span, service })));
      });
    });
  return { server, bodies, spans };
}

const received = collector();
let server: Server;
let stack: E2eStack;
let apiPort: number;
let workerPort: number;
let agent: string;
let api: Api;
let processId: string;
const partner = partnerBody({ siret: '99992546400011', email: 'direction@clochettes.example' });

beforeAll(async () => {
  server = received.server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  await workflowBundle(undefined, undefined, { traced: true });
  [apiPort, workerPort] = [await freePort(), await freePort()];
  stack = await startE2eStack({
    METRICS_PORT: String(apiPort),
    WORKER_METRICS_PORT: String(workerPort),
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
  });
  api = new Api(stack.base);
  agent = await api.signIn('agent@caf93.example', stack.password);
  const { id } = await api.call<{ id: string }>('partners', { token: agent, json: partner });
  const begun = await api.call<{ processId: string }>(`partners/${id}/conventionnements`, {
    token: agent,
    json: {
      ...{ services: ['CDAP'], profiles: ['T2', 'T9'], missions: ['Action sociale'], delegationMode: 'DELEGUE' },
      eligibility: ENTITLED,
    },
  });
  processId = begun.processId;
  await eventually('its first mail', async () => stack.mails().length > 0);
  await api.call(`processes/${processId}/remind`, { token: agent, json: { insist: true } });
});
afterAll(async () => {
  await stack?.stop();
  server.closeAllConnections();
  server.close();
});

/** The spans of the trace that this one belongs to, once it has come so far; `whole`: and nothing in it hangs on what has not come. */
async function traceOf(click: string, until: string, { whole = false } = {}): Promise<ReceivedSpan[]> {
  return eventually(`« ${until} » in the trace of « ${click} »`, async () => {
    const all = received.spans();
    const root = all.find(({ name }) => name === click);
    const trace = all.filter(({ traceId }) => traceId === root?.traceId);
    const ids = new Set(trace.map(({ spanId }) => spanId));
    const complete = trace.every((span) => span === root || ids.has(span.parentSpanId ?? ''));
    return (complete || !whole) && trace.some(({ name }) => name.startsWith(until)) ? trace : null;
  });
}

describe('a trace (OpenTelemetry)', () => {
  test('goes from the click through the Update and the activity to the mail', async () => {
    const trace = await traceOf('POST /api/v1/processes/:id/remind', 'mail MAIL-26', { whole: true });
    const way: string[] = [];
    // from the mail back, each step on the one that brought it about
    let span: ReceivedSpan | undefined = trace.find(({ name }) => name === 'mail MAIL-26');
    while (span !== undefined) {
      way.unshift(`${span.service} ${span.name}`);
      const parent: string | undefined = span.parentSpanId;
      span = trace.find(({ spanId }) => spanId === parent);
    }
    expect(way).toEqual([
      'passerelle-api POST /api/v1/processes/:id/remind',
      'passerelle-api StartWorkflowUpdate:command',
      'passerelle-worker HandleUpdate:command',
      'passerelle-worker StartActivity:applyCommand',
      'passerelle-worker RunActivity:applyCommand',
      'passerelle-worker mail MAIL-26',
    ]);
  });

  test('goes from the click that begins a dossier to its first mail', async () => {
    // the span of the story itself is told when the dossier has come to its end
    await traceOf('POST /api/v1/partners/:id/conventionnements', 'mail MAIL-');
  });

  test('names nobody: no name, address, number, token or message (S2)', async () => {
    const link = stack.mails().flatMap(({ text }) => /\/lien\/([\w.~-]+)/.exec(text)?.[1] ?? [])[0] ?? '';
    expect(link).not.toBe('');
    expect((await fetch(`${stack.base}/lien/${link}`)).status).toBe(200);
    await fetch(`${stack.base}/partenaires?q=Tilleuls`, { redirect: 'manual' });
    await eventually('the page of the link', async () =>
      received.spans().some(({ name }) => /^GET \/lien\/:/.test(name)),
    );
    const text = received.bodies.join('\n');
    for (const secret of [link, stack.password, agent, 'Tilleuls', String(partner.siret), String(partner.email)])
      expect(text).not.toContain(secret);
    expect(text).not.toMatch(/@[\w-]+\.example/);
    expect(text).not.toMatch(/exception|stack/);
  });
});

test('every metric that alerts and dashboard name is told by a running stack', async () => {
  const told = async (port: number) => (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  const known = new Set(
    [...`${await told(apiPort)}\n${await told(workerPort)}`.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name),
  );
  const file = (name: string) => readFileSync(new URL(`../../ops/watch/${name}`, import.meta.url), 'utf8');
  // told once there is one: nothing failed here
  const named = namesIn(file('alerts.yml') + file('dashboard.json')).filter(
    (name) => name !== 'temporal_workflow_task_execution_failed',
  );
  expect(named.filter((name) => !known.has(name))).toEqual([]);
});
