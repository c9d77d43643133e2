import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { SMTPServer } from 'smtp-server';
import { createCertificates } from './certificates.ts';
import { tellWatchers } from './server.ts';
import { createWorkerMetrics } from './workerMetrics.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

describe('the private port', () => {
  async function told(alive = true) {
    const watchers = await tellWatchers(
      { host: '127.0.0.1', port: 0 },
      { metrics: async () => 'one 1\n', alive: () => alive },
    );
    closing.push(watchers.close);
    return `http://127.0.0.1:${watchers.port}`;
  }

  test('tells figures in the format that Prometheus reads, and nothing else', async () => {
    const base = await told();
    const answer = await fetch(`${base}/metrics?x=1`);
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
      'one 1\n',
    ]);
    expect((await fetch(`${base}/`)).status).toBe(404);
    expect((await fetch(`${base}/metrics`, { method: 'POST' })).status).toBe(405);
  });

  test('says whether the process does its work', async () => {
    expect((await fetch(`${await told(true)}/health/live`)).status).toBe(200);
    expect((await fetch(`${await told(false)}/health/live`)).status).toBe(503);
  });

  test('a port that is taken stops the start', async () => {
    const base = await told();
    const port = Number(new URL(base).port);
    const told2 = tellWatchers({ host: '127.0.0.1', port }, { metrics: async () => '', alive: () => true });
    await expect(told2).rejects.toThrow('EADDRINUSE');
  });
});

describe('what a worker tells', () => {
  test('is what it counts and what the SDK of Temporal tells, and says where that one is silent', async () => {
    const sdk = createServer((_request, response) => response.end('temporal_worker_start 2\n'));
    await new Promise<void>((resolve) => sdk.listen(0, '127.0.0.1', resolve));
    const { port } = sdk.address() as AddressInfo;
    const metrics = createWorkerMetrics(port);
    metrics.mailConcluded('MAIL-30', { kind: 'taken', response: '250 ok' });
    metrics.mailConcluded('MAIL-30', { kind: 'retry', about: 'server', reason: 'le serveur ne répond pas' });
    const gateway = metrics.timed({
      start: async () => {},
      alive: async () => true,
      deliver: async () => 'unconfirmed',
    });
    expect(await gateway.deliver({ type: 'esatOnboarding', processId: 'p', commandId: 'c' })).toBe('unconfirmed');
    const both = await metrics.text();
    expect(both).toMatch(
      /^passerelle_update_duration_seconds_count\{type="esatOnboarding",asked_by="worker",delivery="unconfirmed"\} 1$/m,
    );
    expect(both).toContain('passerelle_mail_attempts_total{template="MAIL-30",outcome="taken"} 1');
    expect(both).toContain('passerelle_mail_attempts_total{template="MAIL-30",outcome="retry_server"} 1');
    expect(both).toMatch(/^temporal_worker_start 2$/m);
    expect(both).toMatch(/^passerelle_worker_sdk_metrics_up 1$/m);
    await new Promise((resolve) => sdk.close(resolve));
    sdk.closeAllConnections();
    const alone = await metrics.text();
    expect(alone).toMatch(/^passerelle_worker_sdk_metrics_up 0$/m);
    expect(alone).not.toContain('temporal_worker_start');
  });
});

describe('certificates', () => {
  /** With the certificate that the package brings, which nobody trusts. */
  async function shown() {
    const server = new SMTPServer({ secure: true });
    server.on('error', () => undefined); // who only reads a certificate hangs up
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
    return (server.server.address() as AddressInfo).port;
  }

  test('the one that people are shown is read, trusted or not, and once an hour', async () => {
    const port = await shown();
    let now = new Date('2026-03-10T09:00:00Z');
    const certificates = createCertificates(
      { publicUrl: `https://127.0.0.1:${port}`, temporalCert: undefined },
      () => now,
    );
    const [first] = await certificates();
    expect(first).toMatchObject({ of: 'public' });
    expect(first?.endsAt?.getTime()).toBeGreaterThan(0);
    await closing.pop()?.();
    expect(await certificates()).toEqual([first]); // not asked again yet
    now = new Date('2026-03-10T10:00:01Z');
    expect(await certificates()).toEqual([{ of: 'public', endsAt: null }]);
  });

  test('over http there is none; one of ours that is no certificate is told as unread', async () => {
    const clock = () => new Date();
    expect(await createCertificates({ publicUrl: 'http://127.0.0.1:3000', temporalCert: undefined }, clock)()).toEqual(
      [],
    );
    expect(await createCertificates({ publicUrl: 'http://127.0.0.1:3000', temporalCert: 'no PEM' }, clock)()).toEqual([
      { of: 'temporal', endsAt: null },
    ]);
  });
});
