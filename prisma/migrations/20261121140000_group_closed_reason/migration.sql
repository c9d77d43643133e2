-- GRP-20: why a group was closed, beside when. Of those closed before, as the journal has it.
ALTER TABLE "user_group" ADD COLUMN "closed_reason" TEXT;
UPDATE "user_group" g SET "closed_reason" = substring(a."label" FROM ' fermé : (.*)$')
  FROM "audit_line" a WHERE a."entity" = 'group' AND a."entity_id" = g."id" AND a."action" = 'group.close';
