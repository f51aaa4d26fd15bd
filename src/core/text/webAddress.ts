const label = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?';
/** An optional scheme, a host with a dot, an optional port, and a rest without spaces or invisible characters. */
const address = new RegExp(
  `^(?:(https?)://)?((?:${label}\\.)+${label}\\.?(?::\\d{1,5})?)((?:[/?#][^\\s\\p{C}\\\\]*)?)$`,
  'iu',
);

/**
 * Returns the address in a customer's website text, ready to be opened. It is http or https, and https when no scheme is
 * given. Undefined for all other text, such as `javascript:`, `command:` and hosts with a user name.
 */
export function toWebAddress(text: string): string | undefined {
  const match = text.length > 2_000 ? undefined : address.exec(text.trim());
  return match ? `${match[1]?.toLowerCase() ?? 'https'}://${match[2]}${match[3]}` : undefined;
}

const estimate = /^https:\/\/(?:calculator\.aws|pricing\.calculator\.aws\.eu)\/#\/estimate\?id=[a-f0-9]{32,64}$/;

/** Returns an AWS Pricing Calculator estimate that matches the API model's pattern, or undefined for any other address. */
export function toEstimateAddress(text: string): string | undefined {
  return estimate.test(text) ? text : undefined;
}

/**
 * Returns the page of an opportunity from a template with `${id}`, or undefined when that is not an https address.
 * @param id An opportunity id, which has no character with a special meaning in an address.
 */
export function toConsoleAddress(template: string, id: string): string | undefined {
  const filled = toWebAddress(template.replace(/\$\{id\}/g, id));
  return filled?.startsWith('https://') ? filled : undefined;
}
