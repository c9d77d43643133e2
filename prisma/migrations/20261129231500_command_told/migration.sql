-- A command is over when its workflow has answered, not when its facts are committed: until then the sweep tells it (R1).
-- What has its outcome already counts as told; a constant default touches no row.
ALTER TABLE "command" ADD COLUMN "told_at" TIMESTAMPTZ(3) DEFAULT now();
ALTER TABLE "command" ALTER COLUMN "told_at" DROP DEFAULT;
UPDATE "command" SET "told_at" = NULL WHERE "outcome" IS NULL;

-- One look finds what was not carried out and what was not told, so that an outcome changes no index.
DROP INDEX "command_waiting";
CREATE INDEX "command_untold" ON "command" ("created_at", "id") WHERE "told_at" IS NULL;
DROP INDEX "command_of_process";
DROP INDEX "process_ended";
