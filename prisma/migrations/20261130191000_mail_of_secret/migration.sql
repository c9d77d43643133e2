-- The mails of a temporary password that ends, without reading all that is on its way: a reopening has a hundred thousand of them waiting at once.
CREATE INDEX "mail_of_secret" ON "mail" (("params" ->> 'secretId')) WHERE "params" ->> 'secretId' IS NOT NULL;
