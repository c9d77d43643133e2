import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { requireMailbox } from './mailbox.ts';
import { findOrStart } from './stack.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-demo-'));
const before = { PORT: process.env.PORT, DATA_DIR: process.env.DATA_DIR, DEMO_PASSWORD: process.env.DEMO_PASSWORD };
let server: Server;
let port: number;
let mailbox = false;

/** A Passerelle that runs, as far as the demonstration asks. */
beforeAll(async () => {
  server = createServer((request, response) => {
    response.statusCode = request.url === '/health/ready' || (request.url === '/dev/mails' && mailbox) ? 200 : 404;
    response.end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.close();
  server.closeAllConnections();
  rmSync(folder, { recursive: true, force: true });
  for (const [name, value] of Object.entries(before))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
});

describe('npm run demo on a Passerelle that runs already', () => {
  test('whose data are elsewhere: says how to give its password, and makes no other one', async () => {
    const dataDir = path.join(folder, 'elsewhere');
    Object.assign(process.env, { PORT: String(port), DATA_DIR: dataDir, DEMO_PASSWORD: '' });
    await expect(findOrStart(() => {})).rejects.toThrow(/donnez le DATA_DIR .*DEMO_PASSWORD/);
    expect(existsSync(dataDir)).toBe(false);
    process.env.DEMO_PASSWORD = 'demo-given';
    expect(await findOrStart(() => {})).toMatchObject({ password: 'demo-given', own: false });
  });

  test('without a development mailbox: says so before a campaign is begun', async () => {
    await expect(requireMailbox(`http://127.0.0.1:${port}`)).rejects.toThrow(/relancez Passerelle sans SMTP_URL/);
    mailbox = true;
    await expect(requireMailbox(`http://127.0.0.1:${port}`)).resolves.toBeUndefined();
  });
});
