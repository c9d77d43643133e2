import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi, type TestApi } from '../test/api.ts';
import { holding, until } from '../test/builders/heldRequest.ts';
import { mountPages } from '../web/index.ts';

const run = promisify(execFile);
const MB = 1024 * 1024;

let api: TestApi;
let national: string;
beforeAll(async () => {
  api = await startApi({}, mountPages);
  national = await api.as('national');
});
afterAll(() => api.stop());

const left = () => readdirSync(api.uploads);

/** Status and text of a whole answer; the connection is to end by itself, without an error. */
async function answerOf(socket: Socket): Promise<string> {
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text;
}

const headOf = (path: string, more: string[]) =>
  [`POST ${path} HTTP/1.1`, 'Host: x', 'Content-Type: multipart/form-data; boundary=x', ...more, '', ''].join('\r\n');

describe('who may send no file', () => {
  it.each([
    ['/api/v1/esat/campaigns', [], 401],
    ['/campagnes', ['Origin: https://ailleurs.example'], 403],
    ['/controles/x/pieces/y', ['Origin: https://ailleurs.example'], 403],
  ])(
    'is told so at once at %s %s, before it is sent, and may go on sending until it has read it',
    async (path, more, status) => {
      const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
      socket.write(headOf(path, [`Content-Length: ${19 * MB}`, ...more]));
      const [first] = await once(socket);
      expect(first).toContain(`HTTP/1.1 ${status} `);
      for (let sent = 0; sent < 19; sent += 1) await new Promise((done) => socket.write(Buffer.alloc(MB), done));
      socket.end();
      await answerOf(socket);
      expect(left()).toEqual([]);
    },
  );

  it.each(['/campagnes', '/controles/x/pieces/y'])(
    '%s reads what else stands in the form (U8), and keeps nothing of the file',
    async (path) => {
      const raw = new FormData();
      raw.append('name', 'Printemps');
      raw.append('file', new Blob([Buffer.alloc(19 * MB)]), 'liste.xlsx');
      const nobody = await fetch(`${api.url}${path}`, { method: 'POST', body: raw });
      expect([nobody.status, left()]).toEqual([401, []]);
    },
  );

  it('reads the refusal as curl and as Python, which send all of it first', async () => {
    const python = `
import http.client, sys
connection = http.client.HTTPConnection(sys.argv[1], timeout=120)
connection.request('POST', sys.argv[2], body=b'x' * (40 * 1024 * 1024), headers={'Content-Type': 'multipart/form-data; boundary=x'})
answer = connection.getresponse()
print(answer.status, 'code' in answer.read().decode())`;
    const { host } = new URL(api.url);
    const { stdout } = await run('python3', ['-c', python, host, '/api/v1/esat/campaigns']);
    expect(stdout.trim()).toBe('401 True');
    const curl = `head -c 40000000 /dev/zero | curl -s -o /dev/null -w '%{http_code}' -H 'Expect:' -H 'Content-Type: multipart/form-data; boundary=x' --data-binary @- ${api.url}/api/v1/esat/campaigns`;
    expect((await run('sh', ['-c', curl])).stdout).toBe('401');
  });

  it('is not told to go on by « 100 Continue »; who may is', async () => {
    const asked = async (more: string[]) => {
      const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
      socket.write(headOf('/api/v1/esat/campaigns', ['Expect: 100-continue', 'Content-Length: 9', ...more]));
      const [first] = await once(socket);
      socket.destroy();
      return first?.split('\r\n')[0];
    };
    expect(await asked([])).toBe('HTTP/1.1 401 Unauthorized');
    expect(await asked([`Authorization: Bearer ${national}`])).toBe('HTTP/1.1 100 Continue');
  });

  it.each(['/api/v1/auth/login', '/api/v1/access-requests'])('sends no more than a form to %s', async (path) => {
    const body = { login: 'x'.repeat(300 * 1024) };
    expect((await api.call('POST', path, { body })).status).toBe(413);
  });
});

describe('files that arrive', () => {
  const form = (bytes: Uint8Array) => {
    const raw = new FormData();
    raw.append('file', new Blob([Buffer.from(bytes)]), 'liste.xlsx');
    return raw;
  };

  it('above the limit are refused, with a length announced or not, and leave nothing', async () => {
    const announced = await api.call('POST', '/esat/campaigns', { token: national, raw: form(Buffer.alloc(22 * MB)) });
    expect([announced.status, announced.body.code]).toEqual([413, 'CORPS_TROP_GROS']);
    expect(announced.body.detail).toContain('20 Mo pour un fichier');
    const chunked = connect(Number(new URL(api.url).port), '127.0.0.1');
    chunked.write(
      headOf('/api/v1/esat/campaigns', ['Transfer-Encoding: chunked', `Authorization: Bearer ${national}`]),
    );
    const part = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.xlsx"\r\n\r\n';
    chunked.write(`${part.length.toString(16)}\r\n${part}\r\n`);
    const block = Buffer.concat([Buffer.from(`${MB.toString(16)}\r\n`), Buffer.alloc(MB), Buffer.from('\r\n')]);
    const answer = once(chunked);
    for (let sent = 0; sent < 24; sent += 1) await new Promise((done) => chunked.write(block, done));
    expect((await answer)[0]).toContain('HTTP/1.1 413 ');
    await until(() => left().length === 0);
    chunked.destroy();
  });

  it('wait for their turn elsewhere while as many as may are under way: 503 with Retry-After, page and API', async () => {
    const held = await holding(api, national, 8);
    expect(left()).toHaveLength(8);
    const busy = await api.call('POST', '/esat/campaigns', { token: national, raw: form(Buffer.alloc(1_000)) });
    expect([busy.status, busy.body.code, busy.headers.get('retry-after')]).toEqual([503, 'INDISPONIBLE', '5']);
    const cookie = { cookie: `session=${national}` };
    const page = await fetch(`${api.url}/campagnes`, { method: 'POST', headers: cookie, body: form(Buffer.alloc(9)) });
    expect([page.status, page.headers.get('retry-after')]).toEqual([503, '5']);
    expect(await page.text()).toContain('Trop de fichiers arrivent en même temps');
    await held.letGo();
    const free = await api.call('POST', '/esat/campaigns', { token: national, raw: form(Buffer.alloc(1_000)) });
    expect(free.status).not.toBe(503);
    expect(left()).toEqual([]);
  });
});

/** The first thing that comes. */
function once(socket: Socket): Promise<[string]> {
  return new Promise((resolve, reject) => {
    socket.once('data', (data) => resolve([String(data)])).once('error', reject);
  });
}
