import { type Remedy, SourceError } from '../../core/errors/sourceError';
import type { Place, SharedConfig } from './files/sharedConfig';
import { type Environment, shownPath } from './files/sharedFiles';

/** An AWS service, by the name used in its `AWS_ENDPOINT_URL_…` variable and its `services` entry. */
export type Service = 'partnercentral_selling' | 'sts' | 'sso' | 'sso_oidc' | 'signin';

/** An endpoint that is used instead of AWS's own. */
export interface Endpoint {
  readonly url: string;
  /** Host and port, for words. */
  readonly host: string;
  /** What asked for it, for words: the setting, a variable, or a place in a file. */
  readonly origin: string;
  /**
   * True if it did not come from the person's own setting and is not AWS's: whoever could write a variable or a file could
   * send requests there.
   */
  readonly isForeign: boolean;
}

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
export function resolveEndpoint({ service, setting, env, profile, config }: EndpointSources): Endpoint | undefined {
  if (setting) return checked(setting, 'setting');
  const section = config.profiles.get(profile);
  const ignored = env.AWS_IGNORE_CONFIGURED_ENDPOINT_URLS || section?.ignore_configured_endpoint_urls;
  if (ignored?.toLowerCase() === 'true') return undefined;

  for (const variable of [`AWS_ENDPOINT_URL_${service.toUpperCase()}`, 'AWS_ENDPOINT_URL']) {
    const value = env[variable];
    if (value) return checked(value, variable);
  }
  const { services: name } = section ?? {};
  if (name !== undefined) {
    const services = config.services.get(name);
    const place = config.placeOf('profile', profile, 'services');
    if (!services || Object.keys(services).length === 0) {
      throw new SourceError('profileInvalid', {
        args: [profile, `[services ${name}] is missing${place ? ` (${at(place, config)})` : ''}.`],
        remedies: [openAt(place), { kind: 'selectProfile' }, { kind: 'retry' }],
      });
    }
    const key = `${service}.endpoint_url`;
    const value = services[key];
    if (value) return checkedAt(value, `[services ${name}]`, config.placeOf('services', name, key), config);
  }
  const value = section?.endpoint_url;
  if (!value) return undefined;
  const place = config.placeOf('profile', profile, 'endpoint_url');
  return checkedAt(value, `endpoint_url of the profile ${profile}`, place, config);
}

function checkedAt(value: string, what: string, place: Place | undefined, config: SharedConfig): Endpoint {
  return checked(value, place ? `${what}, ${at(place, config)}` : what, [openAt(place), { kind: 'retry' }]);
}

function checked(value: string, origin: string, remedies?: readonly Remedy[]): Endpoint {
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
  const isForeign = origin !== 'setting' && !isOfAws(url.hostname);
  return { url: value, host: url.host, origin, isForeign };
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

const awsService = '(sts|portal\\.sso|oidc|partnercentral-selling)(-fips)?';
const awsRegion = '[a-z]{2,8}(-[a-z]+)+-\\d+';
/** The hosts of the services above. Of the other names below AWS's, many lead to what a customer runs. */
const awsHosts: readonly RegExp[] = [
  new RegExp(`^${awsService}(\\.${awsRegion})?\\.(amazonaws\\.com(\\.cn)?|api\\.aws)$`),
  new RegExp(`^vpce-[\\da-z-]+\\.${awsService}\\.${awsRegion}\\.vpce\\.amazonaws\\.com(\\.cn)?$`),
  new RegExp(`^(${awsRegion}\\.)?signin\\.aws\\.amazon\\.com$`),
];

function isOfAws(host: string): boolean {
  return awsHosts.some((pattern) => pattern.test(host));
}

function at({ path, line }: Place, { home }: SharedConfig): string {
  return `${shownPath(path, home)} line ${line}`;
}

function openAt(place: Place | undefined): Remedy {
  return place ? { kind: 'openConfig', file: place.file, line: place.line } : { kind: 'openConfig', file: 'config' };
}
