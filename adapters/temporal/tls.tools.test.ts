import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createSecureServer, type Http2SecureServer } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { NativeConnection } from '@temporalio/worker';
import { connectionOptions, openTemporal } from './temporal.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'passerelle-tls-'));
const pem = (name: string) => readFileSync(path.join(folder, name), 'utf8');
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });

/** A pair signed by an authority of its own; the server's names this machine. */
function pairOf(name: string, authority: string): void {
  openssl(
    'req',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    `${name}.key`,
    '-out',
    `${name}.csr`,
    '-subj',
    `/CN=${name}`,
    '-addext',
    'subjectAltName=IP:127.0.0.1,DNS:localhost',
  );
  openssl(
    'x509',
    '-req',
    '-in',
    `${name}.csr`,
    '-CA',
    `${authority}.pem`,
    '-CAkey',
    `${authority}.key`,
    '-CAcreateserial',
    '-days',
    '2',
    '-copy_extensions',
    'copy',
    '-out',
    `${name}.pem`,
  );
}

function authority(name: string): void {
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    `${name}.key`,
    '-out',
    `${name}.pem`,
    '-days',
    '2',
    '-subj',
    `/CN=${name}`,
    '-addext',
    'basicConstraints=critical,CA:true',
  );
}

/** As much of Temporal's frontend as a connection asks for, behind TLS that demands a certificate of ours; who came is kept. */
const seen: { subject: string; authorization: string | undefined; path: string | undefined }[] = [];
let server: Http2SecureServer;
let address: string;

beforeAll(async () => {
  authority('authority');
  authority('foreign');
  pairOf('server', 'authority');
  pairOf('client', 'authority');
  pairOf('stranger', 'foreign');
  server = createSecureServer({
    ...{ key: pem('server.key'), cert: pem('server.pem'), ca: pem('authority.pem') },
    ...{ requestCert: true, rejectUnauthorized: true, ALPNProtocols: ['h2'] },
  });
  server.on('sessionError', () => undefined);
  server.on('stream', (stream, headers) => {
    const socket = stream.session?.socket as TLSSocket | undefined;
    seen.push({
      subject: String(socket?.getPeerCertificate().subject?.CN ?? ''),
      authorization: headers.authorization,
      path: headers[':path'],
    });
    stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true });
    stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
    stream.end(Buffer.from([0, 0, 0, 0, 0])); // an empty message
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  address = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

const settings = (name: string) => ({
  ...{ address, namespace: 'default', apiKey: 'a-key-of-the-cloud' },
  tls: { cert: pem(`${name}.pem`), key: pem(`${name}.key`), ca: pem('authority.pem') },
});

describe('Temporal behind TLS (TEMPORAL_TLS_*, TEMPORAL_API_KEY)', () => {
  test('the API’s client shows its certificate and its key', async () => {
    seen.length = 0;
    const client = await openTemporal(settings('client'), [{ id: 'test', key: Buffer.alloc(32, 7) }]);
    await client.connection.close();
    expect(seen[0]).toEqual({
      subject: 'client',
      authorization: 'Bearer a-key-of-the-cloud',
      path: '/temporal.api.workflowservice.v1.WorkflowService/GetSystemInfo',
    });
  });

  test('the worker’s connection does too', async () => {
    seen.length = 0;
    const connection = await NativeConnection.connect(connectionOptions(settings('client')));
    await connection.close();
    expect(seen[0]).toMatchObject({ subject: 'client', authorization: 'Bearer a-key-of-the-cloud' });
  });

  test('who shows a certificate of another authority is not let in', async () => {
    seen.length = 0;
    await expect(openTemporal(settings('stranger'), [{ id: 'test', key: Buffer.alloc(32, 7) }])).rejects.toThrow();
    expect(seen).toEqual([]);
  });

  test('a server of another authority is not trusted', async () => {
    const own = settings('client');
    const foreign = { ...own, tls: { ...own.tls, ca: pem('foreign.pem') } };
    await expect(openTemporal(foreign, [{ id: 'test', key: Buffer.alloc(32, 7) }])).rejects.toThrow();
    expect(seen).toEqual([]);
  });

  test('an API key alone is never sent in clear: TLS is used by itself', async () => {
    const options = connectionOptions({ address, namespace: 'default', apiKey: 'a-key-of-the-cloud' });
    // nobody here has signed the server: it is refused, instead of spoken to in clear
    await expect(NativeConnection.connect(options)).rejects.toThrow();
    expect(seen).toEqual([]);
  });
});
