import { createRequire } from 'node:module';
import { context, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Resource } from '@opentelemetry/resources';
import type { SpanProcessor } from '@opentelemetry/sdk-trace-base';
import type { RequestHandler } from 'express';

/** OpenTelemetry keeps one registry a process, and so it is here; null: nobody asked for traces, and nothing is done for them. */
let started: { processor: SpanProcessor; resource: Resource; stop(): Promise<void> } | null = null;

/** The module whose interceptors carry the trace through workflows. */
export const tracedWorkflows = (): string =>
  createRequire(import.meta.url).resolve('@temporalio/interceptors-opentelemetry/lib/workflow-interceptors');

const tracer = () => trace.getTracer('passerelle');

export interface TracingSettings {
  /** address of a collector, without `/v1/traces`; null: no traces, and none of its packages is loaded */
  endpoint: string | null;
}

/**
 * Begins to trace, where an endpoint is given: from the click (`traceRequests`) by the client's interceptors through the Update to the activity, and by
 * the mail's row to its dispatcher (`within`). Ids and types only (`spans.ts`). A collector that is away costs the spans, nothing else.
 */
export async function startTracing({ endpoint }: TracingSettings, service: 'api' | 'worker'): Promise<void> {
  if (endpoint === null || started !== null) return;
  const [{ AsyncLocalStorageContextManager }, { OTLPTraceExporter }, { Resource }, sdk, { withoutPersons }] =
    await Promise.all([
      import('@opentelemetry/context-async-hooks'),
      import('@opentelemetry/exporter-trace-otlp-http'),
      import('@opentelemetry/resources'),
      import('@opentelemetry/sdk-trace-base'),
      import('./spans.ts'),
    ]);
  const resource = new Resource({ 'service.name': `passerelle-${service}` });
  const exporter = new OTLPTraceExporter({ url: `${endpoint}/v1/traces` });
  const processor = new sdk.BatchSpanProcessor(withoutPersons(exporter), { scheduledDelayMillis: 1_000 });
  const provider = new sdk.BasicTracerProvider({ resource, spanProcessors: [processor] });
  provider.register({ contextManager: new AsyncLocalStorageContextManager().enable() });
  started = { processor, resource, stop: () => provider.shutdown() };
}

/** Sends what is left; a collector that does not answer is not waited for. */
export async function stopTracing(): Promise<void> {
  const stopping = started;
  started = null;
  await stopping?.stop().catch(() => undefined);
}

export const tracingOn = (): boolean => started !== null;

/** A span for each request, the root of what it brings about. Its name is the route's pattern: paths bear ids and tokens. */
export const traceRequests: RequestHandler = (request, response, next) => {
  const span = tracer().startSpan(request.method, { kind: SpanKind.SERVER, root: true });
  response.once('close', () => {
    const pattern: unknown = request.route?.path;
    const route = typeof pattern === 'string' ? pattern : 'other';
    const id = response.getHeader('x-request-id');
    span.updateName(`${request.method} ${route}`).setAttributes({
      'http.request.method': request.method,
      'http.route': route,
      'http.response.status_code': response.statusCode,
      ...(typeof id === 'string' ? { 'passerelle.request_id': id } : {}),
    });
    if (response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
    span.end();
  });
  context.with(trace.setSpan(context.active(), span), next);
};

/** Where one stands in a trace, to be written beside what goes on later; null: in none, or nobody traces. */
export function traceparent(): string | null {
  if (started === null) return null;
  const carrier: { traceparent?: string } = {};
  propagation.inject(context.active(), carrier);
  return carrier.traceparent ?? null;
}

/** Goes on in the trace that was written down. */
export async function within<T>(
  written: string | null,
  { name, attributes, told }: { name: string; attributes: Record<string, string>; told: (done: T, span: Span) => void },
  work: () => Promise<T>,
): Promise<T> {
  if (started === null) return work();
  const before = written === null ? context.active() : propagation.extract(context.active(), { traceparent: written });
  return tracer().startActiveSpan(name, { attributes, kind: SpanKind.CLIENT }, before, async (span) => {
    try {
      const done = await work();
      told(done, span);
      return done;
    } catch (error) {
      span.setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}

/** What a client of Temporal is given: nothing, unless traces are asked for. */
export async function clientInterceptors() {
  if (started === null) return {};
  const { OpenTelemetryWorkflowClientInterceptor } = await import('@temporalio/interceptors-opentelemetry');
  return { interceptors: { workflow: [new OpenTelemetryWorkflowClientInterceptor()] } };
}

/** What the worker of processes is given: nothing, unless traces are asked for. Workflows bear theirs in their bundle (`ops/bundle.ts`). */
export async function workerInterceptors({ bundled }: { bundled: boolean }) {
  if (started === null) return {};
  const { makeWorkflowExporter, OpenTelemetryActivityInboundInterceptor } = await import(
    '@temporalio/interceptors-opentelemetry'
  );
  return {
    interceptors: {
      ...(bundled ? {} : { workflowModules: [tracedWorkflows()] }),
      activity: [
        (running: ConstructorParameters<typeof OpenTelemetryActivityInboundInterceptor>[0]) => ({
          inbound: new OpenTelemetryActivityInboundInterceptor(running),
        }),
      ],
    },
    sinks: { exporter: makeWorkflowExporter(started.processor, started.resource) },
  };
}

/** The bundle that bears the interceptors of workflows, beside the one that does not (`ops/bundle.ts`): a bundle is what it was made of. */
export const tracedBundle = (bundle: string): string => bundle.replace(/\.js$/, '.traced.js');
