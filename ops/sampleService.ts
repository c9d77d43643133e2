import type { LocalSecrets } from './secrets.ts';
import { rememberedPort } from './settings.ts';

/** The sample that the stack starts beside itself, and what Passerelle is told of it. */
export interface SampleService {
  script: string;
  /** where it is, on a host of its own: cookies and forms behave as they will in production */
  url: string;
  variables: Record<string, string>;
}

/** `samples/cdap` as a service that trusts this Passerelle (SVC-9); null where one's own is configured, or Passerelle is reached by another name. */
export async function sampleService(
  env: NodeJS.ProcessEnv,
  secrets: LocalSecrets,
  save: () => void,
  publicUrl: string,
): Promise<SampleService | null> {
  const configured = Object.entries(env).some(([name, value]) => name.startsWith('PROVIDER_') && value);
  if (configured || new URL(publicUrl).protocol !== 'http:') return null;
  const port = await rememberedPort(secrets, save, 'sample');
  const url = `http://localhost:${port}`;
  return {
    script: 'samples/cdap/server.ts',
    url,
    variables: {
      PROVIDER_CDAP_SECRET: secrets.sampleSecret,
      PROVIDER_CDAP_TOKEN: secrets.sampleToken,
      PROVIDER_CDAP_REDIRECT_URI: `${url}/retour`,
      PROVIDER_CDAP_ENTRY_URI: `${url}/entrer`,
      PROVIDER_CDAP_LOGOUT_URI: `${url}/fin`,
      CDAP_PORT: String(port),
      CDAP_ISSUER: `${publicUrl}/oidc`,
    },
  };
}
