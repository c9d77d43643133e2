-- CreateTable
CREATE TABLE "signature_delegation" (
    "id" TEXT NOT NULL,
    "caf" TEXT NOT NULL,
    "holder_id" TEXT NOT NULL,
    "from_day" TEXT NOT NULL,
    "until_day" TEXT,
    "act" TEXT NOT NULL,
    "recorded_by" TEXT NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "signature_delegation_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "signature_delegation_caf_from_day_idx" ON "signature_delegation"("caf", "from_day");

-- AddForeignKey
ALTER TABLE "signature_delegation" ADD CONSTRAINT "signature_delegation_holder_id_fkey" FOREIGN KEY ("holder_id") REFERENCES "app_user"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
