import { isIP, isIPv6 } from 'node:net';
import type { Request } from 'express';

/**
 * The client's address: that of the connection, or what the trusted proxies before this process forwarded (`TRUSTED_PROXIES`). Null where
 * neither is an address: what somebody else wrote into X-Forwarded-For is no text for the journal. An IPv4 address has one form only,
 * and a port that a proxy added is left out.
 */
export function clientAddress(request: Pick<Request, 'ip' | 'socket'>): string | null {
  return plain(request.ip) ?? plain(request.socket.remoteAddress);
}

/** What quotas are kept by: a household or an office holds a whole /64 of IPv6, and may take another of its addresses for each try (S3). */
export function networkOf(address: string | null): string {
  if (address === null) return 'unknown';
  if (!isIPv6(address)) return address;
  return `${groupsOf(address).slice(0, 4).join(':')}::/64`;
}

function plain(given: string | undefined): string | null {
  const text = given?.trim() ?? '';
  const bare = /^\[(.+)\](?::\d+)?$/.exec(text)?.[1] ?? /^([\d.]+):\d+$/.exec(text)?.[1] ?? text.replace(/%.*$/, '');
  const mapped = /^::ffff:([\d.]+)$/i.exec(bare)?.[1] ?? bare;
  return isIP(mapped) === 0 ? null : mapped.toLowerCase();
}

/** The eight groups of an IPv6 address, without leading zeros. */
function groupsOf(address: string): string[] {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address);
  const pair = (high: string | undefined, low: string | undefined) => (Number(high) * 256 + Number(low)).toString(16);
  const text = dotted === null ? address : `${dotted[1]}${pair(dotted[2], dotted[3])}:${pair(dotted[4], dotted[5])}`;
  const [head = '', tail] = text.split('::');
  const parts = (one: string) => (one === '' ? [] : one.split(':'));
  const [first, last] = [parts(head), parts(tail ?? '')];
  const between = tail === undefined ? 0 : 8 - first.length - last.length;
  return [...first, ...Array.from({ length: between }, () => '0'), ...last].map((group) =>
    Number.parseInt(group, 16).toString(16),
  );
}
