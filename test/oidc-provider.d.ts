/** What the tests use of a package without types. */
declare module 'oidc-provider' {
  import type { RequestListener } from 'node:http';

  interface Grant {
    addOIDCScope(scope: string): void;
    save(): Promise<string>;
  }
  interface Context {
    oidc: { client: { clientId: string }; session: { accountId: string } };
  }
  export default class Provider {
    constructor(issuer: string, configuration: Record<string, unknown>);
    callback(): RequestListener;
    readonly Grant: new (of: {
      clientId: string;
      accountId: string;
    }) => Grant;
    on(event: string, listener: (...given: unknown[]) => void): this;
  }
  export type { Context };
}
