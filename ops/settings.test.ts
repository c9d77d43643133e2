import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { migrationFolder } from './makeMigration.ts';
import { schemaDiff } from './migrate.ts';
import { localSecrets } from './secrets.ts';
import { defaultsSaid, environmentWith, rememberedPort } from './settings.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-settings-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('secrets of the single-machine stack (S10)', () => {
  test('made once, for their owner only, and kept', () => {
    const dataDir = path.join(folder, 'a');
    const first = localSecrets(dataDir);
    // a start that is refused before it could tell the password has not been the first one
    expect([first.fresh, localSecrets(dataDir).fresh, existsSync(dataDir)]).toEqual([true, true, false]);
    first.save();
    const again = localSecrets(dataDir);
    expect(again.fresh).toBe(false);
    expect(again.secrets).toEqual(first.secrets);
    expect(statSync(path.join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
    expect(localSecrets(path.join(folder, 'b')).secrets.DEMO_PASSWORD).not.toBe(first.secrets.DEMO_PASSWORD);
  });

  test('a file that was cut short is never replaced: what it encrypted would be lost', () => {
    const file = path.join(folder, 'a', 'secrets.json');
    writeFileSync(file, '{"ENCRY');
    expect(() => localSecrets(path.join(folder, 'a'))).toThrow(file);
    expect(readFileSync(file, 'utf8')).toBe('{"ENCRY');
  });
});

describe('environment of worker and API', () => {
  const { secrets, save } = localSecrets(path.join(folder, 'c'));

  test('what is set wins over what is embedded, and an empty one is unset', () => {
    const { environment, config } = environmentWith(
      { DEMO_PASSWORD: 'set-by-hand', ENCRYPTION_KEYS: '', POLICY_REM_2: '1s' },
      secrets,
      { dataDir: folder, port: 3111, smtpUrl: 'smtp://127.0.0.1:2525', mailboxPort: 2525 },
    );
    expect(environment).toMatchObject({
      DEMO_PASSWORD: 'set-by-hand',
      ENCRYPTION_KEYS: secrets.ENCRYPTION_KEYS,
      SMTP_URL: 'smtp://127.0.0.1:2525',
      PORT: '3111',
    });
    expect(config.policy.rem2).toEqual([1_000]);
  });

  test('faults are told before anything is started', () =>
    expect(() => environmentWith({ PORT: 'http', POLICY_REM_2: 'soon' }, secrets, { dataDir: folder })).toThrow(
      /PORT: .*POLICY_REM_2: /s,
    ));

  test('one line for each variable that is not set; the password at the first start only', () => {
    const at = { port: 3000, dataDir: '/data', demoPassword: 'demo-1', fresh: true };
    const first = defaultsSaid({ SMTP_URL: 'smtp://relay' }, at);
    expect(first.filter((line) => line.includes('SMTP_URL'))).toEqual([]);
    for (const name of ['PORT', 'DATA_DIR', 'DATABASE_URL', 'TEMPORAL_ADDRESS', 'ENCRYPTION_KEYS'])
      expect(first.filter((line) => line.startsWith(`  ${name} is not set: `))).toHaveLength(1);
    expect(first.join()).toContain('demo-1');
    expect(defaultsSaid({}, { ...at, fresh: false }).join()).not.toContain('demo-1');
    expect(defaultsSaid({ POLICY_REM_22: '1d' }, at).join()).toContain('POLICY_REM_22');
  });

  test('ports stay the same while they are free, and are never shared', async () => {
    const first = await rememberedPort(secrets, save, 'postgres');
    expect(await rememberedPort(secrets, save, 'postgres')).toBe(first);
    const moved = await rememberedPort(secrets, save, 'postgres', async () => false);
    expect(moved).not.toBe(first);
    expect(localSecrets(path.join(folder, 'c')).secrets.ports.postgres).toBe(moved);
    expect(await rememberedPort(secrets, save, 'temporal')).not.toBe(moved);
  });
});

describe('npm run migration', () => {
  test('folders sort by instant', () =>
    expect(migrationFolder('add_x', new Date('2026-01-02T03:04:05.678Z'))).toBe('20260102030405_add_x'));

  test.each([undefined, '', 'Add x', '../x', '1x'])('the name %p is refused', (name) =>
    expect(() => migrationFolder(name, new Date())).toThrow('Usage'),
  );

  test('writes what changed between two schemas, without a database', async () => {
    const schema = (fields: string) =>
      `datasource db {\n  provider = "postgresql"\n}\nmodel Thing {\n  id String @id\n${fields}}\n`;
    expect(await schemaDiff(null, schema(''))).toContain('CREATE TABLE "Thing"');
    expect(await schemaDiff(schema(''), schema('  size Int?\n'))).toContain('ADD COLUMN     "size" INTEGER');
    expect(await schemaDiff(schema(''), schema(''))).toMatch(/empty migration/);
  });
});
