import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { parse } from 'yaml';
import { timed } from '../../adapters/watch/updates.ts';
import { createWorkerMetrics } from '../../adapters/watch/workerMetrics.ts';
import { observe } from '../../api/metrics.ts';
import { gaugesIn } from '../../api/watch/gauges.ts';
import { type AlertRules, namesIn, rulesOf } from './names.ts';

const root = path.resolve(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const { groups }: AlertRules = parse(read('ops/watch/alerts.yml'));
const rules = rulesOf({ groups });
const dashboard = read('ops/watch/dashboard.json');

/** All that API and worker register; of the SDK of Temporal, the names that its own source gives its instruments. */
async function told(): Promise<Set<string>> {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  gaugesIn(registry);
  observe(registry);
  timed(registry, {} as never, 'person');
  const own = registry.getMetricsAsArray().map(({ name }) => name);
  const metrics = createWorkerMetrics(1);
  metrics.timed({} as never);
  const worker = [...(await metrics.text()).matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name ?? '');
  const source = read('node_modules/@temporalio/core-bridge/sdk-core/crates/sdk-core/src/telemetry/metrics.rs');
  const sdk = [...source.matchAll(/"([a-z_]+)"/g)].map(([, name]) => `temporal_${name}`);
  return new Set([...own, ...worker, ...sdk]);
}

describe('alerts and dashboard', () => {
  test('name metrics that exist', async () => {
    const known = await told();
    const named = [...rules.flatMap(({ expr }) => namesIn(expr)), ...namesIn(dashboard)];
    expect(named.length).toBeGreaterThan(40);
    expect([...new Set(named)].filter((name) => !known.has(name))).toEqual([]);
  });

  test('every gauge that is told is looked at by an alert or shown', () => {
    const registry = new Registry();
    gaugesIn(registry);
    const seen = [...rules.flatMap(({ expr }) => namesIn(expr)), ...namesIn(dashboard)];
    const unseen = registry.getMetricsAsArray().filter(({ name }) => !seen.includes(name));
    expect(unseen.map(({ name }) => name)).toEqual([]);
  });

  test('every alert is told in one of the cases that promtool plays', () => {
    interface Cases {
      tests: { alert_rule_test: { alertname: string; exp_alerts?: object[] }[] }[];
    }
    const played = ['alerts', 'deadlines'].flatMap((name) =>
      (parse(read(`ops/watch/${name}.test.yml`)) as Cases).tests.flatMap((one) => one.alert_rule_test),
    );
    const told = played.filter(({ exp_alerts = [] }) => exp_alerts.length > 0).map(({ alertname }) => alertname);
    expect(rules.map(({ alert }) => alert).filter((alert) => !told.includes(alert))).toEqual([]);
  });

  test('the dashboard is one that Grafana reads: panels with their place, each asking something, ids of their own', () => {
    const { panels } = JSON.parse(dashboard) as {
      panels: {
        id: number;
        type: string;
        title: string;
        gridPos: Record<string, number>;
        targets?: { expr: string }[];
      }[];
    };
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const panel of panels) {
      expect(Object.keys(panel.gridPos).sort()).toEqual(['h', 'w', 'x', 'y']);
      if (panel.type !== 'row') expect(panel.targets?.every(({ expr }) => expr !== '')).toBe(true);
    }
  });
});

describe('runbooks', () => {
  test.each(rules)('$alert has one that names it', ({ alert, annotations, labels }) => {
    expect(annotations.summary).toMatch(/\S/);
    expect(['critical', 'warning']).toContain(labels.severity);
    expect(annotations.runbook).toMatch(/^docs\/runbooks\/[a-z-]+\.md$/);
    expect(existsSync(path.join(root, annotations.runbook ?? ''))).toBe(true);
    expect(read(annotations.runbook ?? '')).toContain(`\`${alert}\``);
  });

  test('none is about an alert that nobody raises', () => {
    for (const file of readdirSync(path.join(root, 'docs/runbooks')))
      for (const [, alert] of (/^Alerts: (.*?)\.?$/ms.exec(read(`docs/runbooks/${file}`))?.[1] ?? '').matchAll(
        /`([A-Z]\w+)`/g,
      ))
        if (!/^[A-Z_]+$/.test(alert ?? '')) expect(rules.map((rule) => rule.alert)).toContain(alert);
  });

  test('lead to runbooks and pages of documentation that exist', () => {
    for (const file of readdirSync(path.join(root, 'docs/runbooks')))
      for (const [, target] of read(`docs/runbooks/${file}`).matchAll(/\]\(([\w./-]+\.md)\)/g))
        expect([file, existsSync(path.join(root, 'docs/runbooks', target ?? ''))]).toEqual([file, true]);
  });

  test('there is one for a dead worker, a full database, a refusing relay, a release, a key, a certificate and an old backup', () => {
    expect(readdirSync(path.join(root, 'docs/runbooks'))).toEqual(
      expect.arrayContaining([
        'worker-dead.md',
        'database-full.md',
        'relay-refusing.md',
        'non-deterministic-release.md',
        'key-rotation.md',
        'certificate.md',
        'backup-too-old.md',
      ]),
    );
  });
});
