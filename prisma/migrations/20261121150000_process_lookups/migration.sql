-- What every act asks for in one index each: a plan made while the tables were empty combined two, one of them over all that is open.
DROP INDEX "process_business_key_idx";
CREATE INDEX "process_business_key_type_idx" ON "process"("business_key", "type");
DROP INDEX "process_partner_id_idx";
CREATE INDEX "process_partner_id_closed_at_idx" ON "process"("partner_id", "closed_at");
