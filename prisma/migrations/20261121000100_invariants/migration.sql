-- Invariants that hold whatever the code does; names are read by adapters/dossierStore.ts to say which rule was broken.

-- CONV-6, CON-11: one active convention and one active contrat per partner SIRET and managing Caf
CREATE UNIQUE INDEX "one_active_convention" ON "document" ("siret", "caf") WHERE "kind" = 'CONVENTION' AND "state" = 'ACTIF';
CREATE UNIQUE INDEX "one_active_contrat" ON "document" ("siret", "caf") WHERE "kind" = 'CONTRAT' AND "state" = 'ACTIF';
-- one bulletin per service in force
CREATE UNIQUE INDEX "one_active_bulletin" ON "document" ("convention_id", "service") WHERE "kind" = 'BULLETIN' AND "state" = 'ACTIF';
-- numbers made here are unique per managing Caf; a REPRISE keeps the number it came with (§4.3 Numbers)
CREATE UNIQUE INDEX "convention_number" ON "document" ("caf", "number") WHERE "kind" = 'CONVENTION' AND "origin" = 'PASSERELLE';
-- one running process per business key: the same partner is not onboarded twice (ESAT-26)
CREATE UNIQUE INDEX "one_open_process" ON "process" ("type", "business_key") WHERE "closed_at" IS NULL;
-- REQ-20: one open request per SIRET
CREATE UNIQUE INDEX "one_open_request" ON "access_request" ("siret") WHERE "closed_at" IS NULL;
-- one open task of a kind per subject of a process (§4.5)
CREATE UNIQUE INDEX "one_open_task" ON "task" ("process_id", "kind", "subject") WHERE "state" = 'OUVERTE';

-- FMT-1
ALTER TABLE "partner" ADD CONSTRAINT "partner_siret_shape" CHECK ("siret" ~ '^[0-9]{14}$' AND "siren" = left("siret", 9));
ALTER TABLE "document" ADD CONSTRAINT "document_siret_shape" CHECK ("siret" ~ '^[0-9]{14}$');
ALTER TABLE "access_request" ADD CONSTRAINT "access_request_siret_shape" CHECK ("siret" ~ '^[0-9]{14}$');
-- §4.3: the states and kinds of the table, no other
ALTER TABLE "document" ADD CONSTRAINT "document_kind" CHECK ("kind" IN ('CONVENTION', 'CONTRAT', 'BULLETIN', 'AVENANT', 'ANNEXE_3'));
ALTER TABLE "document" ADD CONSTRAINT "document_state" CHECK ("state" IN
  ('BROUILLON', 'A_COMPLETER', 'A_CORRIGER', 'A_SIGNER', 'SIGNE_PARTENAIRE', 'ACTIF', 'CLOS', 'REJETE', 'ABANDONNE'));
-- CONV-9: a contrat references a convention, a bulletin both
ALTER TABLE "document" ADD CONSTRAINT "document_parents" CHECK (
  ("kind" = 'CONVENTION' OR "convention_id" IS NOT NULL) AND ("kind" <> 'BULLETIN' OR ("contrat_id" IS NOT NULL AND "service" IS NOT NULL)));
ALTER TABLE "opened_service" ADD CONSTRAINT "opened_service_state" CHECK ("state" IN ('PRETE', 'OUVERTE', 'SUSPENDUE', 'FERMEE'));
ALTER TABLE "task" ADD CONSTRAINT "task_state" CHECK ("state" IN ('OUVERTE', 'FAITE', 'ANNULEE'));
ALTER TABLE "mail" ADD CONSTRAINT "mail_state" CHECK ("state" IN ('A_ENVOYER', 'EN_COURS', 'PRIS', 'ENVOI_ECHOUE', 'DOUTE', 'ANNULE'));

-- « Deletion never loses a contract »: contractual facts and their signatures cannot be deleted at all
CREATE FUNCTION "refuse_delete"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'a % is never deleted (CONV-13, ACC-16)', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
CREATE TRIGGER "document_kept" BEFORE DELETE ON "document" FOR EACH ROW EXECUTE FUNCTION "refuse_delete"();
CREATE TRIGGER "document_version_kept" BEFORE DELETE ON "document_version" FOR EACH ROW EXECUTE FUNCTION "refuse_delete"();
CREATE TRIGGER "signature_kept" BEFORE DELETE ON "signature" FOR EACH ROW EXECUTE FUNCTION "refuse_delete"();

-- what the dispatcher and the sweep look for, and only that (P4)
CREATE INDEX "mail_due" ON "mail" ("next_attempt_at") WHERE "state" IN ('A_ENVOYER', 'EN_COURS');
CREATE INDEX "command_waiting" ON "command" ("created_at") WHERE "outcome" IS NULL;
CREATE INDEX "process_unstarted" ON "process" ("created_at") WHERE "workflow_started_at" IS NULL AND "closed_at" IS NULL;
CREATE INDEX "process_open_due" ON "process" ("caf", "due_at") WHERE "closed_at" IS NULL;
-- search of a partner by any part of its name
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE INDEX "partner_search" ON "partner" USING gin ("search_text" gin_trgm_ops);
