-- Who is under protection and to which establishment entrusted, as the file of protégés says (TUT-18)
CREATE TABLE "protege" (
    "reference" TEXT NOT NULL,
    "number" TEXT NOT NULL,
    "last_name" TEXT NOT NULL,
    "first_name" TEXT NOT NULL,
    "birth_date" TEXT NOT NULL,
    "measure" TEXT NOT NULL,
    "measure_ends_on" TEXT,
    "siret" TEXT NOT NULL,
    "siren" TEXT NOT NULL,
    "search_text" TEXT NOT NULL,

    CONSTRAINT "protege_pkey" PRIMARY KEY ("reference")
);

-- TUT-13: each search, consultation and démarche of a tuteur; appended to, and nothing else (prisma/grants.sql)
CREATE TABLE "tuteur_trace" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "user_id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "caf" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "proteges" TEXT[],
    "procedure" TEXT,
    "detail" TEXT,
    "refused" BOOLEAN NOT NULL DEFAULT false,
    "ip" TEXT,

    CONSTRAINT "tuteur_trace_pkey" PRIMARY KEY ("id")
);

-- « Il me manque un protégé », counted for the automatic stop of a reopening
CREATE TABLE "missing_protege" (
    "id" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "user_id" TEXT NOT NULL,
    "partner_id" TEXT NOT NULL,
    "caf" TEXT NOT NULL,
    "found" TEXT NOT NULL,
    "signal" BOOLEAN NOT NULL,
    "process_id" TEXT,

    CONSTRAINT "missing_protege_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "protege_siren_search_text_reference_idx" ON "protege"("siren", "search_text", "reference");
CREATE INDEX "protege_siret_search_text_reference_idx" ON "protege"("siret", "search_text", "reference");
CREATE UNIQUE INDEX "protege_number_siret_measure_key" ON "protege"("number", "siret", "measure");
CREATE INDEX "tuteur_trace_user_id_id_idx" ON "tuteur_trace"("user_id", "id");
CREATE INDEX "tuteur_trace_partner_id_id_idx" ON "tuteur_trace"("partner_id", "id");
CREATE INDEX "tuteur_trace_caf_id_idx" ON "tuteur_trace"("caf", "id");
CREATE INDEX "missing_protege_partner_id_at_idx" ON "missing_protege"("partner_id", "at");
CREATE INDEX "missing_protege_at_idx" ON "missing_protege"("at");
CREATE INDEX "missing_protege_caf_at_id_idx" ON "missing_protege"("caf", "at" DESC, "id" DESC);

-- As the schema declares lists
ALTER TABLE "tuteur_check" ALTER COLUMN "flags" DROP NOT NULL, ALTER COLUMN "sirets" DROP NOT NULL;
ALTER TABLE "user_group" ALTER COLUMN "establishments" DROP NOT NULL, ALTER COLUMN "establishments" SET DEFAULT ARRAY[]::TEXT[];
