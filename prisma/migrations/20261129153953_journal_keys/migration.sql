-- CreateTable
CREATE TABLE "journal_key" (
    "subject" TEXT NOT NULL,
    "sealed" BYTEA NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "journal_key_pkey" PRIMARY KEY ("subject")
);
