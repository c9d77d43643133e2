-- CreateTable
CREATE TABLE "esat_declaration" (
    "id" TEXT NOT NULL,
    "year" INTEGER NOT NULL,
    "partner_id" TEXT NOT NULL,
    "draft" BYTEA,
    "draft_version" INTEGER NOT NULL DEFAULT 0,
    "draft_at" TIMESTAMPTZ(3),
    "submission_id" TEXT,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "esat_declaration_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "esat_submission" (
    "id" TEXT NOT NULL,
    "declaration_id" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "number" TEXT NOT NULL,
    "draft_version" INTEGER NOT NULL,
    "summary" JSONB NOT NULL,
    "submitted_by" TEXT NOT NULL,
    "submitted_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "esat_submission_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "esat_line" (
    "submission_id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "caf" TEXT NOT NULL,
    "worker_mark" TEXT NOT NULL,
    "ciphertext" BYTEA NOT NULL,

    CONSTRAINT "esat_line_pkey" PRIMARY KEY ("submission_id","position")
);

-- CreateIndex
CREATE UNIQUE INDEX "esat_declaration_submission_id_key" ON "esat_declaration"("submission_id");

-- CreateIndex
CREATE INDEX "esat_declaration_created_at_idx" ON "esat_declaration"("created_at");

-- CreateIndex
CREATE UNIQUE INDEX "esat_declaration_year_partner_id_key" ON "esat_declaration"("year", "partner_id");

-- CreateIndex
CREATE UNIQUE INDEX "esat_submission_number_key" ON "esat_submission"("number");

-- CreateIndex
CREATE UNIQUE INDEX "esat_submission_declaration_id_version_key" ON "esat_submission"("declaration_id", "version");

-- CreateIndex
CREATE INDEX "esat_line_caf_submission_id_idx" ON "esat_line"("caf", "submission_id");

-- CreateIndex
CREATE INDEX "esat_line_worker_mark_idx" ON "esat_line"("worker_mark");

-- AddForeignKey
ALTER TABLE "esat_submission" ADD CONSTRAINT "esat_submission_declaration_id_fkey" FOREIGN KEY ("declaration_id") REFERENCES "esat_declaration"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "esat_line" ADD CONSTRAINT "esat_line_submission_id_fkey" FOREIGN KEY ("submission_id") REFERENCES "esat_submission"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
