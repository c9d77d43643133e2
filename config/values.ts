import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { z } from 'zod';
import { QUEUE_NAMES, type QueueName } from '../domain/process/queues.ts';

/** A text that must be set; `what` says what it is. */
export const required = (what: string) => z.string(`missing: ${what}`);
/** A port that a program listens on. */
export const port = () => z.coerce.number('a port, 0 to 65535').int().min(0).max(65535);

/** A PEM text, or the path of a file that holds one. */
export const pem = z
  .string()
  .optional()
  .transform((value, context) => {
    if (value === undefined || value.includes('-----BEGIN')) return value;
    try {
      return readFileSync(value, 'utf8');
    } catch {
      context.addIssue({ code: 'custom', message: `« ${value} » is neither PEM text nor a file that can be read` });
      return z.NEVER;
    }
  });

/** Names that stand for networks of a machine or a site, as express has them. */
const NAMED_NETWORKS = ['loopback', 'linklocal', 'uniquelocal'];

/** Hops, or networks parted by commas. Whoever is believed may write any address: all the world is no proxy. */
export const trustedProxies = z
  .string()
  .default('0')
  .transform((text, context): number | string[] => {
    if (/^\d+$/.test(text.trim())) {
      const hops = Number(text);
      if (hops <= 16) return hops;
      context.addIssue({ code: 'custom', message: `${hops} hops: no more than 16 proxies` });
      return z.NEVER;
    }
    const networks = text.split(',').map((part) => part.trim());
    for (const one of networks.filter((network) => !NAMED_NETWORKS.includes(network) && !isNetwork(network)))
      context.addIssue({
        code: 'custom',
        message: `« ${one} » is neither a number of hops nor a network such as 10.0.0.0/8, 2001:db8::/32, ${NAMED_NETWORKS.join(', ')}`,
      });
    return networks;
  });

function isNetwork(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  if (bits === undefined) return true;
  return /^\d{1,3}$/.test(bits) && Number(bits) > 0 && Number(bits) <= (version === 4 ? 32 : 128);
}

/** The keys by their ids, as `Config` has them (S2). */
export const encryptionKeys = required(
  'id:base64 of 32 random bytes, several separated by commas, the current one first',
).transform((text, context) => {
  const keys = text.split(',').map((part) => {
    const [id = '', encoded = ''] = part.trim().split(':');
    const key = Buffer.from(encoded, 'base64');
    if (id === '' || key.length !== 32)
      context.addIssue({ code: 'custom', message: `each key is id:base64 of 32 bytes; « ${id} » is not` });
    return { id, key };
  });
  const twice = keys.find(({ id }, index) => keys.findIndex((one) => one.id === id) !== index);
  if (twice !== undefined) context.addIssue({ code: 'custom', message: `two keys are called « ${twice.id} »` });
  return keys;
});

/** Task queues, parted by commas; all of them where nothing is said. */
export const workerQueues = z
  .string()
  .default(QUEUE_NAMES.join(','))
  .transform((text, context): QueueName[] => {
    const typed = [...new Set(text.split(',').map((part) => part.trim()))];
    const known = QUEUE_NAMES.filter((name) => typed.includes(name));
    if (known.length === typed.length) return known;
    context.addIssue({ code: 'custom', message: `« ${text} » is no list of ${QUEUE_NAMES.join(', ')}` });
    return z.NEVER;
  });
