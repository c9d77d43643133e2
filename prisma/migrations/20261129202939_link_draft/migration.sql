-- AlterTable
ALTER TABLE "kept_form" ADD COLUMN     "process_id" TEXT,
ALTER COLUMN "user_id" DROP NOT NULL;

-- CreateIndex
CREATE INDEX "kept_form_process_id_idx" ON "kept_form"("process_id");

-- AddForeignKey
ALTER TABLE "kept_form" ADD CONSTRAINT "kept_form_process_id_fkey" FOREIGN KEY ("process_id") REFERENCES "process"("id") ON DELETE CASCADE ON UPDATE CASCADE;
