// Sends files of zeros to an address, all at once, and tells how many got which status: node flood.mjs URL TOKEN COUNT BYTES
import http from 'node:http';

const [, , address, token, count, bytes] = process.argv;
const HEAD = '--x\r\nContent-Disposition: form-data; name="file"; filename="liste.xlsx"\r\n\r\n';
const TAIL = '\r\n--x--\r\n';
const block = Buffer.alloc(65_536);

async function* form() {
  yield HEAD;
  for (let left = Number(bytes); left > 0; left -= block.length) yield block.subarray(0, Math.min(left, block.length));
  yield TAIL;
}

function send() {
  return new Promise((resolve) => {
    const headers = {
      'content-type': 'multipart/form-data; boundary=x',
      'content-length': Number(bytes) + HEAD.length + TAIL.length,
      ...(token === '' ? {} : { authorization: `Bearer ${token}`, cookie: `session=${token}` }),
    };
    const request = http.request(address, { method: 'POST', headers, agent: false });
    request.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve(response.statusCode)).on('error', (error) => resolve(error.code));
    });
    request.on('error', (error) => resolve(error.code));
    void (async () => {
      for await (const part of form()) {
        if (request.destroyed) return;
        if (!request.write(part)) await new Promise((go) => request.once('drain', go).once('close', go));
      }
      request.end();
    })();
  });
}

const statuses = {};
for (const status of await Promise.all(Array.from({ length: Number(count) }, send)))
  statuses[status] = (statuses[status] ?? 0) + 1;
process.stdout.write(JSON.stringify(statuses));
