import { type Remedy, SourceError } from '../../core/errors/sourceError';
import type { SharedConfig } from './sharedConfig';
import type { Environment } from './sharedFiles';

/** An AWS service, by the name used in its `AWS_ENDPOINT_URL_…` variable and its `services` entry. */
export type Service = 'partnercentral_selling' | 'sts';

export interface EndpointSources {
  readonly service: Service;
  /** The `partnerCentral.endpoint` setting. */
  readonly setting?: string | undefined;
  readonly env: Environment;
  /** The profile whose configuration applies. No other profile's does, not even that of `default`. */
  readonly profile: string;
  readonly config: SharedConfig;
}

/**
 * Returns the endpoint to use instead of AWS's own, found as the AWS CLI finds it, or undefined to use AWS's own.
 *
 * The SDK cannot decide this: it reads the endpoint of `default` (or `AWS_PROFILE`) whatever profile the client has.
 * @see https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html
 * @throws {SourceError} `invalidEndpoint` for anything but https, or http on this machine; `profileInvalid` for a
 *   `services` section that does not exist.
 */
export function resolveEndpoint({ service, setting, env, profile, config }: EndpointSources): string | undefined {
  if (setting) return checked(setting, 'setting');
  const section = config.profiles.get(profile);
  const ignored = env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS || section?.ignore_configured_endpoint_urls;
  if (ignored?.toLowerCase() === 'true') return undefined;

  for (const variable of [`AWS_ENDPOINT_URL_${service.toUpperCase()}`, 'AWS_ENDPOINT_URL']) {
    const value = env[variable];
    if (value) return checked(value, variable);
  }
  const openConfig: readonly Remedy[] = [{ kind: 'openConfig', file: 'config' }, { kind: 'retry' }];
  if (section?.services) {
    const services = config.services.get(section.services);
    if (!services) throw new SourceError('profileInvalid', { args: [profile, 'its services section is missing.'] });
    const value = services[`${service}.endpoint_url`];
    if (value) return checked(value, `services of the profile ${profile}`, openConfig);
  }
  return section?.endpoint_url
    ? checked(section.endpoint_url, `endpoint_url of the profile ${profile}`, openConfig)
    : undefined;
}

function checked(value: string, origin: string, remedies?: readonly Remedy[]): string {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const refuse = (reason: string): SourceError =>
    new SourceError('invalidEndpoint', {
      // The text itself is never shown: it may be anything when it is not a URL, and a URL may contain a password.
      args: [url?.host ? `${url.host} (${origin})` : `(${origin})`, reason],
      ...(remedies && { remedies }),
    });
  if (!url || (url.protocol !== 'https:' && url.protocol !== 'http:')) throw refuse('it must start with https://');
  if (url.username || url.password) throw refuse('it must not contain a user name or password.');
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) throw refuse('http is for this computer only.');
  return value;
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}
