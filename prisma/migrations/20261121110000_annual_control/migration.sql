-- REQ-9: when the Caf accepted the diploma that T1 rests on
ALTER TABLE "app_user" ADD COLUMN "diplome_verifie_le" TIMESTAMPTZ(3);
