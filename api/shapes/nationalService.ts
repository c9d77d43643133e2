import { z } from 'zod';
import {
  NATIONAL_STATES,
  type NationalService,
  nationalStateAt,
  nationalWords,
  SEARCH_KEYS,
} from '../../domain/service/national.ts';
import { SERVICE_CODES, SERVICES, type ServiceCode } from '../../domain/service/services.ts';
import { instant, isoOrNull } from './common.ts';

/** Where a service stands for everyone (domain.md §5). */
export const nationalServiceOut = z
  .object({
    code: z.enum(SERVICE_CODES),
    label: z.string(),
    state: z.enum(NATIONAL_STATES),
    reason: z.string().nullable(),
    since: instant.nullable(),
    until: instant.nullable().meta({ description: 'La fermeture prend fin d’elle-même à cet instant' }),
    opensOn: z.string().nullable().meta({ description: 'Réouverture prévue, AAAA-MM-JJ' }),
    searchBy: z.enum(SEARCH_KEYS).nullable(),
    detail: z.string().nullable().meta({ description: 'Ce que lisent les personnes, tant qu’il est fermé' }),
    next: z.string().nullable(),
    reach: z
      .object({ people: z.int().min(0), partners: z.int().min(0) })
      .optional()
      .meta({ description: 'Pour la Cnaf : qui est dans les groupes de ce service' }),
  })
  .meta({ id: 'NationalService' });

/** A service with its row; one without is open. What has ended by itself is open too. */
export function presentNational(
  code: ServiceCode,
  row: NationalService | null,
  at: Date,
): z.input<typeof nationalServiceOut> {
  const words = nationalWords(row, at);
  const state = nationalStateAt(row, at);
  return {
    code,
    label: SERVICES[code],
    state,
    reason: row === null || row.state !== state ? null : row.reason,
    since: isoOrNull(row === null ? null : row.state === state ? row.since : row.until),
    until: state === 'OUVERT' ? null : isoOrNull(row?.until ?? null),
    opensOn: state === 'OUVERT' ? null : (row?.opensOn ?? null),
    searchBy: row?.searchBy ?? null,
    detail: words?.detail ?? null,
    next: words?.next ?? null,
  };
}
