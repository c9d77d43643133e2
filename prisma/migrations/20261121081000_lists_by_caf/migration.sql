-- What a Caf keeps reading after the CNA took over (DEL-7b) is a walk of its own, newest first (P4).
CREATE INDEX "process_reader" ON "process" ("reader_caf", "created_at" DESC, "id" DESC) WHERE "reader_caf" IS NOT NULL;
-- A search among the partners of a Caf reads the index alone.
DROP INDEX "partner_caf_raison_sociale_id_idx";
CREATE INDEX "partner_of_caf" ON "partner" ("caf", "raison_sociale", "id") INCLUDE ("search_text");
-- Every act gives its partner's row a new version (P1): with room on the page, no index is touched.
ALTER TABLE "partner" SET (fillfactor = 80);
