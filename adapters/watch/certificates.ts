import { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import { connect } from 'node:tls';

const PATIENCE_MS = 3_000;
/** A certificate lives for weeks: it is asked for this often. */
const EVERY_MS = 3_600_000;
/** One that did not answer is asked again sooner. */
const AGAIN_MS = 60_000;

/** One certificate that this deployment stands on. `endsAt` null: it could not be read. */
export interface CertificateFigure {
  of: 'public' | 'temporal';
  endsAt: Date | null;
}

/**
 * When the certificates end: the one that people are shown at `publicUrl` (https only), and ours towards Temporal. Read at most once an hour, so
 * that a scrape costs no handshake.
 */
export function createCertificates(
  { publicUrl, temporalCert }: { publicUrl: string; temporalCert: string | undefined },
  clock: () => Date,
): () => Promise<CertificateFigure[]> {
  const url = new URL(publicUrl);
  let known: CertificateFigure | null = null;
  let askAt = 0;
  return async () => {
    const now = clock().getTime();
    if (url.protocol === 'https:' && now >= askAt) {
      const endsAt = await shownAt(url).catch(() => null);
      known = { of: 'public', endsAt };
      askAt = now + (endsAt === null ? AGAIN_MS : EVERY_MS);
    }
    const own: CertificateFigure[] =
      temporalCert === undefined ? [] : [{ of: 'temporal', endsAt: endOf(temporalCert) }];
    return [...(known === null ? [] : [known]), ...own];
  };
}

function endOf(pem: string): Date | null {
  try {
    return new Date(new X509Certificate(pem).validTo);
  } catch {
    return null;
  }
}

/** The end of the certificate that stands at this address. It is read, not trusted: one that has ended or is foreign is told as well. */
function shownAt(url: URL): Promise<Date | null> {
  return new Promise((resolve, reject) => {
    const socket = connect({
      ...{ host: url.hostname, port: Number(url.port || 443), rejectUnauthorized: false, timeout: PATIENCE_MS },
      // an address is no name that a server could be asked for
      ...(isIP(url.hostname) === 0 ? { servername: url.hostname } : {}),
    });
    socket.once('secureConnect', () => {
      const { valid_to: end } = socket.getPeerCertificate();
      socket.destroy();
      resolve(end === undefined ? null : new Date(end));
    });
    socket.once('timeout', () => socket.destroy(new Error('no answer')));
    socket.once('error', reject);
  });
}
