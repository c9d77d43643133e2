-- who a Caf-side person is at the Caf's identity provider: a lasting link, where an address may change hands
ALTER TABLE "app_user" ADD COLUMN "oidc_issuer" TEXT, ADD COLUMN "oidc_subject" TEXT;
CREATE UNIQUE INDEX "app_user_oidc_issuer_oidc_subject_key" ON "app_user"("oidc_issuer", "oidc_subject");
-- partners' people sign in with their identifiant: none of them is ever linked
ALTER TABLE "app_user" ADD CONSTRAINT "identity_of_staff" CHECK ("oidc_issuer" IS NULL OR ("partner_id" IS NULL AND "oidc_subject" IS NOT NULL));
