-- Where a service stands for everyone (domain.md §5). No row: open to whoever is entitled.
CREATE TABLE "national_service" (
    "service" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3) NOT NULL,
    "until" TIMESTAMPTZ(3),
    "opens_on" TEXT,
    "search_by" TEXT,
    "process_id" TEXT,
    CONSTRAINT "national_service_pkey" PRIMARY KEY ("service"),
    CONSTRAINT "national_service_state" CHECK ("state" IN ('OUVERT', 'FERME', 'FERME_REPLI', 'REOUVERTURE_PREVUE')),
    CONSTRAINT "national_service_search" CHECK ("search_by" IN ('SIRET', 'SIREN'))
);

-- TUT-4: closed the day after it opened, Cdap T9 in its place; the reopening of that time is what this system runs
INSERT INTO "national_service" ("service", "state", "reason", "since", "search_by")
VALUES ('TUTEUR', 'FERME_REPLI', 'Des tuteurs ne voyaient pas leurs protégés.', '2024-06-21T00:00:00+02:00', 'SIRET');

-- What suspends a service of a partner, and until when; null: nothing, or without an end (§4.3)
ALTER TABLE "opened_service" ADD COLUMN "suspended_at" TIMESTAMPTZ(3), ADD COLUMN "suspended_until" TIMESTAMPTZ(3), ADD COLUMN "suspended_by" TEXT;

-- PERSONNE_MORALE, PERSONNE_PHYSIQUE; null: not known. The SIRET under which Tiersi knows the partner in MCP (§5).
ALTER TABLE "partner" ADD COLUMN "nature" TEXT, ADD COLUMN "reference_tiersi" TEXT,
    ADD CONSTRAINT "partner_nature" CHECK ("nature" IN ('PERSONNE_MORALE', 'PERSONNE_PHYSIQUE'));
CREATE INDEX "partner_reference_tiersi_idx" ON "partner"("reference_tiersi");

-- TUT-5: the space takes Cdap T9 from this group while it is open, and since when it has; TUT-18: the establishments it is limited to
ALTER TABLE "user_group" ADD COLUMN "exclusive_t9" BOOLEAN NOT NULL DEFAULT false, ADD COLUMN "t9_suspended_at" TIMESTAMPTZ(3),
    ADD COLUMN "establishments" TEXT[] NOT NULL DEFAULT '{}';

-- The Tiersi file of a reopening, line by line
CREATE TABLE "tiersi_line" (
    "process_id" TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    "verdict" TEXT NOT NULL,
    "reasons" JSONB NOT NULL,
    "siren" TEXT NOT NULL,
    "siret" TEXT NOT NULL,
    "siret_mcp" TEXT NOT NULL,
    "raison_sociale" TEXT NOT NULL,
    "proteges" INTEGER,
    "convention_number" TEXT,
    CONSTRAINT "tiersi_line_pkey" PRIMARY KEY ("process_id", "row"),
    CONSTRAINT "tiersi_line_process_id_fkey" FOREIGN KEY ("process_id") REFERENCES "process"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- ControleSiretTuteur (domain.md §2.3): what the reopening knows of each tuteur
CREATE TABLE "tuteur_check" (
    "process_id" TEXT NOT NULL,
    "reference" TEXT NOT NULL,
    "partner_id" TEXT,
    "caf" TEXT,
    "raison_sociale" TEXT NOT NULL,
    "siret_mcp" TEXT NOT NULL,
    "siren" TEXT,
    "sirets" TEXT[] NOT NULL,
    "proteges" INTEGER NOT NULL,
    "verdict" TEXT NOT NULL,
    "flags" TEXT[] NOT NULL,
    "refusal" TEXT,
    "correction_id" TEXT,
    "correction_state" TEXT,
    "corrected_at" TIMESTAMPTZ(3),
    "wave" INTEGER,
    "opened_at" TIMESTAMPTZ(3),
    "closed_at" TIMESTAMPTZ(3),
    CONSTRAINT "tuteur_check_pkey" PRIMARY KEY ("process_id", "reference"),
    CONSTRAINT "tuteur_check_process_id_fkey" FOREIGN KEY ("process_id") REFERENCES "process"("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "tuteur_check_partner_id_fkey" FOREIGN KEY ("partner_id") REFERENCES "partner"("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE INDEX "tuteur_check_process_id_verdict_reference_idx" ON "tuteur_check"("process_id", "verdict", "reference");
CREATE INDEX "tuteur_check_process_id_caf_verdict_idx" ON "tuteur_check"("process_id", "caf", "verdict");
CREATE INDEX "tuteur_check_partner_id_idx" ON "tuteur_check"("partner_id");
