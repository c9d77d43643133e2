-- TIME-2, CONV-13: nobody is to use a service that is not open. Those whose service was closed, or is not opened yet, before this was kept
-- with the service itself; opening it begins anew.
UPDATE "service_use" u SET "ended_at" = now()
  WHERE u."ended_at" IS NULL AND NOT EXISTS (
    SELECT 1 FROM "membership" m JOIN "user_group" g ON g."id" = m."group_id"
      JOIN "document" c ON c."id" = g."convention_id" AND c."state" = 'ACTIF'
      JOIN "opened_service" o ON o."partner_id" = g."partner_id" AND o."service" = g."service" AND o."state" IN ('OUVERTE', 'SUSPENDUE')
      WHERE m."user_id" = u."user_id" AND m."until" IS NULL AND g."service" = u."service" AND g."closed_at" IS NULL AND g."role" IS NOT NULL);
