-- a support mail is known by its sender's address alone (domain.md §12)
CREATE INDEX "app_user_email_idx" ON "app_user"("email");
