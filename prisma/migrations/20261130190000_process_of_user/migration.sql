-- Processes of a person, by the person alone: with all that is open in it, a plan made while the table was empty read the whole of it for whatever
-- asked for what is open, more for each dossier that was.
CREATE INDEX "process_of_person" ON "process" (("facts" ->> 'userId')) WHERE "closed_at" IS NULL AND "facts" ->> 'userId' IS NOT NULL;
DROP INDEX "process_of_user";
