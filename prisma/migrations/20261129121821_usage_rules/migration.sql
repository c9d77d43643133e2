-- AlterTable
ALTER TABLE "app_user" ADD COLUMN     "rules_accepted_at" TIMESTAMPTZ(3),
ADD COLUMN     "rules_version" INTEGER;
