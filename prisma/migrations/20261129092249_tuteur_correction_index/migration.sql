-- CreateIndex
CREATE INDEX "tuteur_check_correction_id_idx" ON "tuteur_check"("correction_id");
