-- ACC-17: when the closure of an account was carried out, so that it is once. Of those closed before, the day they were closed from; one
-- whose planned closure still runs is left to it.
ALTER TABLE "app_user" ADD COLUMN "closed_at" TIMESTAMPTZ(3);
UPDATE "app_user" u SET "closed_at" = u."closes_on"::timestamp AT TIME ZONE 'Europe/Paris'
  WHERE u."closes_on" <= to_char(now() AT TIME ZONE 'Europe/Paris', 'YYYY-MM-DD') AND NOT EXISTS (
    SELECT 1 FROM "process" p WHERE p."type" = 'accountClosure' AND p."business_key" = u."id" AND p."closed_at" IS NULL);
