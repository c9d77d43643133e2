import { Prisma } from '../../../generated/prisma/client.ts';

/**
 * Of `service_use u`: nothing keeps the person from the service now, neither for everyone (domain.md §5) nor for the partner (§4.3), and not every group
 * of theirs has exchanged it for the Espace Tuteur (TUT-5): who cannot use it is not reminded to (TIME-13). `isOpenNationally` and `isOpenHere` of
 * the domain, in SQL, for everyone at once.
 */
export function usableNow(at: Date): Prisma.Sql {
  return Prisma.sql`NOT EXISTS (SELECT 1 FROM national_service n WHERE n.service = u.service AND n.state <> 'OUVERT' AND (n.until IS NULL OR n.until > ${at}))
    AND NOT (
      EXISTS (SELECT 1 FROM opened_service o WHERE o.partner_id = u.partner_id AND o.service = u.service AND o.state = 'SUSPENDUE'
        AND (o.suspended_until IS NULL OR o.suspended_until > ${at}))
      AND NOT EXISTS (SELECT 1 FROM opened_service o WHERE o.partner_id = u.partner_id AND o.service = u.service AND o.state = 'OUVERTE'))
    AND (SELECT bool_or(g.t9_suspended_at IS NULL) FROM membership m JOIN user_group g ON g.id = m.group_id
      WHERE m.user_id = u.user_id AND m.until IS NULL AND g.service = u.service AND g.closed_at IS NULL AND g.role IS NOT NULL) IS NOT FALSE`;
}
