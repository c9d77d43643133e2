import { afterEach, describe, expect, test } from '@jest/globals';
import { ExportResultCode } from '@opentelemetry/core';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { withoutPersons } from './spans.ts';
import {
  clientInterceptors,
  startTracing,
  stopTracing,
  tracedBundle,
  traceparent,
  tracingOn,
  within,
  workerInterceptors,
} from './tracing.ts';

afterEach(() => stopTracing());

const mail = { name: 'mail MAIL-30', attributes: {}, told: () => undefined };

describe('without OTEL_EXPORTER_OTLP_ENDPOINT', () => {
  test('nothing is installed, written or wrapped', async () => {
    await startTracing({ endpoint: null }, 'worker');
    expect(tracingOn()).toBe(false);
    expect(await clientInterceptors()).toEqual({});
    expect(await workerInterceptors({ bundled: true })).toEqual({});
    expect(await workerInterceptors({ bundled: false })).toEqual({});
    expect(traceparent()).toBeNull();
    const told: string[] = [];
    expect(await within(null, { ...mail, told: () => void told.push('told') }, async () => 'done')).toBe('done');
    expect(told).toEqual([]);
  });
});

describe('with it', () => {
  /** Nobody listens there: a collector that is away is no matter. */
  const away = { endpoint: 'http://127.0.0.1:9' };

  test('client, activities and workflows bear interceptors', async () => {
    await startTracing(away, 'worker');
    expect(tracingOn()).toBe(true);
    expect((await clientInterceptors()).interceptors?.workflow).toHaveLength(1);
    const bundled = await workerInterceptors({ bundled: true });
    expect(bundled.interceptors?.activity).toHaveLength(1);
    expect(bundled.interceptors).not.toHaveProperty('workflowModules');
    expect((await workerInterceptors({ bundled: false })).interceptors).toHaveProperty('workflowModules');
    expect(tracedBundle('/app/workflows.js')).toBe('/app/workflows.traced.js');
  });

  test('what is written down is gone on with, in the same trace', async () => {
    await startTracing(away, 'worker');
    const written = await within(null, mail, async () => traceparent());
    expect(written).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    const later = await within(written, mail, async () => traceparent());
    expect(later?.slice(0, 35)).toBe(written?.slice(0, 35));
    expect(later).not.toBe(written);
    expect(traceparent()).toBeNull(); // outside of any
  });
});

test('a span loses whatever may name somebody: messages, stacks, attributes that are not known (S2)', () => {
  const sent: ReadableSpan[] = [];
  const exporter = withoutPersons({
    export: (spans, done) => {
      sent.push(...spans);
      done({ code: ExportResultCode.SUCCESS });
    },
    shutdown: async () => undefined,
  });
  const span = {
    name: 'RunActivity:applyCommand',
    kind: 0,
    spanContext: () => ({ traceId: 'a'.repeat(32), spanId: 'b'.repeat(16), traceFlags: 1 }),
    attributes: {
      runId: 'r1',
      workflowId: 'conventionnement-99991041700016',
      memo: { name: 'Nadia' },
      'url.full': '/lien/secret',
      attempt: 1,
    },
    events: [{ name: 'exception', time: [0, 0], attributes: { 'exception.message': 'Nadia Ferrand existe déjà' } }],
    status: { code: 2, message: 'Nadia Ferrand existe déjà' },
    links: [],
  } as unknown as ReadableSpan;
  exporter.export([span], () => undefined);
  expect(JSON.stringify(sent)).not.toMatch(/Nadia|secret|9999/);
  expect(sent[0]).toMatchObject({
    name: 'RunActivity:applyCommand',
    attributes: { runId: 'r1', attempt: 1 },
    status: { code: 2 },
    events: [],
  });
});
