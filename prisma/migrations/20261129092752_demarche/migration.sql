-- CreateTable
CREATE TABLE "demarche_words" (
    "id" TEXT NOT NULL,
    "process_id" TEXT NOT NULL,
    "ciphertext" BYTEA NOT NULL,
    "added_by" TEXT NOT NULL,
    "added_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "demarche_words_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "demarche_words_process_id_idx" ON "demarche_words"("process_id");

-- AddForeignKey
ALTER TABLE "demarche_words" ADD CONSTRAINT "demarche_words_process_id_fkey" FOREIGN KEY ("process_id") REFERENCES "process"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- the démarches of a protégé: is the same one deposited twice? (TUT-14)
CREATE INDEX "process_demarche_protege" ON "process" ("partner_id", (facts ->> 'protege')) WHERE type = 'demarche';
