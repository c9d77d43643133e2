-- AlterTable
ALTER TABLE "app_user" ADD COLUMN     "previous_login_at" TIMESTAMPTZ(3);
