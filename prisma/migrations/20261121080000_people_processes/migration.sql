-- processes that follow one person: told when that person's account changes (ADR 10)
CREATE INDEX "process_of_user" ON "process" (("facts" ->> 'userId')) WHERE "closed_at" IS NULL;
