const label = '[\\p{L}\\p{N}](?:[\\p{L}\\p{N}-]{0,61}[\\p{L}\\p{N}])?';
/** A scheme or none, a host with a dot in it, a port or none, and what follows without a space or an invisible sign. */
const address = new RegExp(
  `^(?:(https?)://)?((?:${label}\\.)+${label}\\.?(?::\\d{1,5})?)((?:[/?#][^\\s\\p{C}\\\\]*)?)$`,
  'iu',
);

/**
 * The address that a customer's website text stands for, ready to be opened: http or https alone, https where nothing is
 * said. Undefined for everything else (`javascript:`, `command:`, names with a user in front, text that is no address).
 */
export function toWebAddress(text: string): string | undefined {
  const match = text.length > 2_000 ? undefined : address.exec(text.trim());
  return match ? `${match[1]?.toLowerCase() ?? 'https'}://${match[2]}${match[3]}` : undefined;
}

const estimate = /^https:\/\/(?:calculator\.aws|pricing\.calculator\.aws\.eu)\/#\/estimate\?id=[a-f0-9]{32,64}$/;

/** An estimate of the AWS Pricing Calculator, by the pattern of the API's model; undefined for every other address. */
export function toEstimateAddress(text: string): string | undefined {
  return estimate.test(text) ? text : undefined;
}

/**
 * The page of an opportunity by a template with `${id}`; undefined unless that makes an https address.
 * @param id an opportunity id, which has no character that an address gives a meaning
 */
export function toConsoleAddress(template: string, id: string): string | undefined {
  const filled = toWebAddress(template.replace(/\$\{id\}/g, id));
  return filled?.startsWith('https://') ? filled : undefined;
}
