import { Prisma } from '../../../generated/prisma/client.ts';

/** Of `user_group g`: frozen with its convention, which is in force no more (CONV-13). */
export const FROZEN_GROUP = Prisma.sql`(SELECT held.state FROM document held WHERE held.id = g.convention_id) <> 'ACTIF'`;

/** Of `user_group g`: neither closed (GRP-20) nor frozen; `isLive` of the domain, in SQL. */
export const LIVE_GROUP = Prisma.sql`g.closed_at IS NULL AND NOT ${FROZEN_GROUP}`;
