import type { Service } from '../endpoint';
import type { LoadContext, RequestHandlerConfig } from './context';

/** AWS's own host of a service, for words. */
const hosts: Readonly<Record<Exclude<Service, 'partnercentral_selling'>, (region: string) => string>> = {
  sso: (region) => `portal.sso.${region}.amazonaws.com`,
  sso_oidc: (region) => `oidc.${region}.amazonaws.com`,
  sts: (region) => `sts.${region}.amazonaws.com`,
  signin: (region) => `${region}.signin.aws.amazon.com`,
};

/** What a client of the SDK that fetches credentials is made of, and what its failures are told with. */
export interface ClientConfig {
  readonly config: {
    readonly region: string;
    readonly requestHandler: RequestHandlerConfig;
    readonly maxAttempts: number;
    readonly retryMode: 'standard';
  } & ({ readonly endpoint: string } | { readonly ignoreConfiguredEndpointUrls: true });
  readonly host: string;
  /** How long an answer may take. */
  readonly seconds: number;
}

/**
 * Returns the configuration of a client that fetches credentials: with the endpoint that the chosen profile has for this
 * service, and nothing of any other profile.
 * @throws {SourceError} as `Endpoints.of`
 */
export async function clientConfig(
  service: Exclude<Service, 'partnercentral_selling'>,
  region: string,
  { endpoints, requestHandler, signal }: LoadContext,
): Promise<ClientConfig> {
  const endpoint = await endpoints.of(service, signal);
  const where = endpoint ? { endpoint: endpoint.url } : ({ ignoreConfiguredEndpointUrls: true } as const);
  return {
    config: { region, requestHandler, maxAttempts: 3, retryMode: 'standard', ...where },
    host: endpoint?.host ?? hosts[service](region),
    seconds: requestHandler.requestTimeout / 1000,
  };
}
