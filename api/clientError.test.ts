import type { Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import express from 'express';
import { serverOf } from './body.ts';
import { problemSchema } from './problem.ts';

let server: Server;
beforeAll(async () => {
  server = serverOf(express().use((_request, response) => void response.send('ok'))).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** All that is answered to these bytes. */
function answerTo(sent: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect((server.address() as AddressInfo).port, '127.0.0.1', () => socket.write(sent));
    let answer = '';
    socket.on('data', (bytes) => (answer += bytes));
    socket.once('error', reject);
    socket.once('close', () => resolve(answer));
  });
}

const GET = 'GET /api/v1/me HTTP/1.1\r\nHost: x\r\n';

it.each([
  ['headers beyond their limit', `${GET}X-Long: ${'a'.repeat(20_000)}\r\n\r\n`, 431, 'ENTETES_TROP_GROS'],
  ['what is no HTTP', 'GET /\x01 nothing\r\n\r\n', 400, 'REQUETE_ILLISIBLE'],
])('%s: a problem, as every other failure (R6)', async (_what, sent, status, code) => {
  const [head = '', body = ''] = (await answerTo(sent)).split('\r\n\r\n');
  expect(head).toMatch(new RegExp(`^HTTP/1\\.1 ${status} \\w`));
  expect(head).toContain('application/problem+json');
  expect(problemSchema.parse(JSON.parse(body))).toMatchObject({ status, code });
});
