-- CreateTable
CREATE TABLE "dossier_note" (
    "id" TEXT NOT NULL,
    "process_id" TEXT NOT NULL,
    "ciphertext" BYTEA NOT NULL,
    "attachment_id" TEXT,
    "created_by" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "dossier_note_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "dossier_note_process_id_created_at_id_idx" ON "dossier_note"("process_id", "created_at" DESC, "id" DESC);

-- AddForeignKey
ALTER TABLE "dossier_note" ADD CONSTRAINT "dossier_note_process_id_fkey" FOREIGN KEY ("process_id") REFERENCES "process"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
