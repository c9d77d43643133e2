import type { ExportResult } from '@opentelemetry/core';
import type { ReadableSpan, SpanExporter } from '@opentelemetry/sdk-trace-base';

/** All that a span may bear: ids, types, patterns and numbers; not the ids of workflows, which may hold a SIRET: a run's id finds it as well. */
const KEPT = new Set([
  'http.request.method',
  'http.route',
  'http.response.status_code',
  'passerelle.request_id',
  'passerelle.mail.id',
  'passerelle.mail.template',
  'passerelle.mail.outcome',
  // of the interceptors of Temporal
  'temporalActivityId',
  'temporalUpdateId',
  'run_id',
  'workflowType',
  'runId',
  'taskQueue',
  'attempt',
]);

/**
 * An exporter that lets nothing through but what is known to name nobody (S2): the interceptors record errors with their message and stack, and
 * all that Temporal knows of a workflow; a rule's message may name a person, a database's error a whole row.
 */
export function withoutPersons(exporter: SpanExporter): SpanExporter {
  return {
    export: (spans: ReadableSpan[], done: (result: ExportResult) => void) => exporter.export(spans.map(bare), done),
    shutdown: () => exporter.shutdown(),
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
  };
}

function bare(span: ReadableSpan): ReadableSpan {
  return {
    name: span.name,
    kind: span.kind,
    spanContext: () => span.spanContext(),
    parentSpanId: span.parentSpanId,
    startTime: span.startTime,
    endTime: span.endTime,
    status: { code: span.status.code },
    attributes: Object.fromEntries(
      Object.entries(span.attributes).filter(([key, value]) => KEPT.has(key) && typeof value !== 'object'),
    ),
    links: [],
    events: [],
    duration: span.duration,
    ended: span.ended,
    resource: span.resource,
    instrumentationLibrary: span.instrumentationLibrary,
    droppedAttributesCount: 0,
    droppedEventsCount: 0,
    droppedLinksCount: 0,
  } as ReadableSpan;
}
