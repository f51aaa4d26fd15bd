import { translated } from '../../host/tell';
import type { Whereabouts } from '../currentLists';

/** Returns where requests go and what says so, if that is neither an address of AWS nor the person's own setting. */
export function endpointText({ endpoint }: Whereabouts): string {
  return endpoint?.isForeign ? translated('Endpoint: {0} ({1})', endpoint.host, endpoint.origin) : '';
}
