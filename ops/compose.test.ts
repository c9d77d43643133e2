import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { parse } from 'yaml';
import { z } from 'zod';

/** What of the Compose specification the file relies on; an unknown key is a fault. */
const service = z.strictObject({
  image: z.string(),
  build: z.strictObject({ context: z.string(), dockerfile: z.string() }).optional(),
  restart: z.enum(['no', 'always', 'on-failure', 'unless-stopped']).optional(),
  command: z.array(z.string()).optional(),
  environment: z.record(z.string(), z.string()).optional(),
  ports: z.array(z.string().regex(/^([\d.]+:)?\d+:\d+$/)).optional(),
  volumes: z.array(z.string()).optional(),
  healthcheck: z.strictObject({ test: z.array(z.string()), interval: z.string(), retries: z.number() }).optional(),
  depends_on: z
    .union([
      z.array(z.string()),
      z.record(
        z.string(),
        z.strictObject({ condition: z.enum(['service_started', 'service_healthy', 'service_completed_successfully']) }),
      ),
    ])
    .optional(),
});
const compose = z.strictObject({
  name: z.string(),
  'x-passerelle': z.unknown(),
  services: z.record(z.string(), service),
  volumes: z.record(z.string(), z.null()),
});

const root = new URL('../', import.meta.url);
const read = (file: string) => readFileSync(new URL(file, root), 'utf8');
const file = compose.parse(parse(read('docker-compose.yml'), { merge: true }));

describe('docker-compose.yml', () => {
  test('has database, Temporal with its UI, migration job, API, worker and mail catcher', () => {
    expect(Object.keys(file.services).sort()).toEqual([
      'api',
      'mail',
      'migrate',
      'postgres',
      'temporal',
      'temporal-ui',
      'worker',
    ]);
  });

  test('depends only on services that exist, mounts only volumes and files that exist', () => {
    for (const one of Object.values(file.services)) {
      const wanted = Array.isArray(one.depends_on) ? one.depends_on : Object.keys(one.depends_on ?? {});
      expect(Object.keys(file.services)).toEqual(expect.arrayContaining(wanted));
      for (const volume of one.volumes ?? []) {
        const [source = ''] = volume.split(':');
        if (source.startsWith('./')) expect(read(source.slice(2))).toMatch(/\S/);
        else expect(Object.keys(file.volumes)).toContain(source);
      }
    }
  });

  test('runs files that exist, with variables that the program reads', () => {
    const known = `${read('config.ts')}${read('ops/migrate.ts')}`;
    for (const name of ['api', 'worker', 'migrate']) {
      const one = file.services[name];
      expect(read(one?.command?.at(-1) ?? 'missing')).toMatch(/\S/);
      for (const variable of Object.keys(one?.environment ?? {}))
        expect([variable, known.includes(variable)]).toEqual([variable, true]);
    }
  });

  test('gives no secret a default (S10)', () => {
    const text = read('docker-compose.yml');
    for (const secret of ['ENCRYPTION_KEYS', 'SESSION_SECRET', 'OWNER_DATABASE_PASSWORD', 'APP_DATABASE_PASSWORD']) {
      expect(text).toMatch(new RegExp(`\\$\\{${secret}:\\?`));
      expect(text).not.toMatch(new RegExp(`\\$\\{${secret}:?-`));
    }
  });
});
