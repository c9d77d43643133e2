import type { z } from 'zod';
import { type Fault, invalid, unasked } from '../domain/errors.ts';
import { faultsOf } from '../domain/formats/faults.ts';

/** Parts of a request that a contract speaks of; undefined where the contract has none. */
interface Contract {
  params: z.ZodObject | undefined;
  query: z.ZodObject | undefined;
  body: z.ZodType | undefined;
  /** the handler parses the body */
  rawBody: boolean;
}

/** Parses what was sent; every fault of every part at once (U3). Throws SAISIE_INVALIDE. */
export function parseRequest(
  contract: Contract,
  sent: { params: unknown; query: unknown; body: unknown },
): { params: unknown; query: unknown; body: unknown } {
  const faults: Fault[] = [];
  const read = (schema: z.ZodType | undefined, value: unknown, fallback: unknown): unknown => {
    const unreadable = badText(value, []);
    if (unreadable.length > 0) {
      faults.push(...unreadable);
      return fallback;
    }
    if (schema === undefined) return fallback;
    const parsed = schema.safeParse(value);
    if (parsed.success) return parsed.data;
    faults.push(...faultsOf(parsed.error, value));
    return fallback;
  };
  const readable = (value: unknown): unknown => {
    faults.push(...badText(value, []));
    return value;
  };
  const params = read(contract.params, sent.params, {});
  const query = read(contract.query, sent.query, {});
  if (contract.query === undefined) faults.push(...unknownKeys(sent.query));
  const body = contract.rawBody ? readable(sent.body) : read(contract.body, sent.body, {});
  if (contract.body === undefined) faults.push(...unknownKeys(sent.body));
  if (faults.length > 0) throw invalid(faults);
  return { params, query, body };
}

function unknownKeys(value: unknown): Fault[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).map(unasked);
}

const UNKEEPABLE = /[\0\p{Surrogate}]/u;

/** Text that no database keeps: a NUL, half of a surrogate pair. */
function badText(value: unknown, path: string[]): Fault[] {
  if (typeof value === 'string') {
    if (!UNKEEPABLE.test(value)) return [];
    return [
      {
        path: path.join('.'),
        code: 'CARACTERE_INTERDIT',
        message: 'Ce texte contient un caractère illisible : retirez-le.',
      },
    ];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = [...path, key];
    return [...(UNKEEPABLE.test(key) ? badText('\0', path) : []), ...badText(inner, here)];
  });
}
