-- rows of a list of users that is imported, each with what became of it
CREATE TABLE "user_import_row" (
    "process_id" TEXT NOT NULL,
    "row" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "email" TEXT NOT NULL,
    "reasons" JSONB NOT NULL,
    "data" JSONB NOT NULL,
    "user_id" TEXT,

    CONSTRAINT "user_import_row_pkey" PRIMARY KEY ("process_id","row")
);
CREATE INDEX "user_import_row_process_id_state_row_idx" ON "user_import_row"("process_id", "state", "row");
ALTER TABLE "user_import_row" ADD CONSTRAINT "user_import_row_process_id_fkey" FOREIGN KEY ("process_id") REFERENCES "process"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
ALTER TABLE "user_import_row" ADD CONSTRAINT "user_import_row_state" CHECK ("state" IN ('A_CREER', 'CREE', 'EXISTANT', 'DOUBLON', 'REFUSE', 'ANNULE'));
