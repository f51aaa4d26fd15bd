import { SourceError } from '../../core/errors/sourceError';
import { type Endpoint, resolveEndpoint, type Service } from './endpoint';
import type { SharedConfig } from './files/sharedConfig';
import type { Environment } from './files/sharedFiles';

/** Asks the person whether requests may go to an endpoint that a variable or a file chose; false: not now. */
export type ConfirmEndpoint = (endpoint: Endpoint, signal: AbortSignal) => Promise<boolean>;

export interface EndpointsOptions {
  readonly profile: string;
  readonly config: SharedConfig;
  readonly env: Environment;
  readonly confirm: ConfirmEndpoint;
}

/** The endpoints of every service that a connection sends to, for its profile alone. */
export class Endpoints {
  readonly #options: EndpointsOptions;

  constructor(options: EndpointsOptions) {
    this.#options = options;
  }

  /**
   * Returns the endpoint of a service, once the person has agreed to it where they must; undefined: AWS's own.
   * @throws {SourceError} `endpointRefused` if they did not agree, or the errors of `resolveEndpoint`
   */
  async of(service: Service, signal: AbortSignal, setting?: string): Promise<Endpoint | undefined> {
    const { profile, config, env, confirm } = this.#options;
    const endpoint = resolveEndpoint({ service, setting, env, profile, config });
    if (endpoint?.isForeign && !(await confirm(endpoint, signal))) {
      throw new SourceError('endpointRefused', { args: [endpoint.host, endpoint.origin] });
    }
    return endpoint;
  }
}
