type Headers = Readonly<Record<string, string>>;

const second = 1_000;

/**
 * Reads for how many milliseconds an answer asks not to be asked again: AWS's own header has milliseconds, HTTP's has
 * seconds or a date.
 * @returns undefined if it asks for nothing, or for what cannot be read
 */
export function readRetryAfter(headers: Headers): number | undefined {
  return positive(own(headers)) ?? positive(http(headers));
}

function own(headers: Headers): number | undefined {
  const text = find(headers, 'x-amz-retry-after');
  return text !== undefined && isNumber(text) ? Number(text) : undefined;
}

function http(headers: Headers): number | undefined {
  const text = find(headers, 'retry-after');
  if (text === undefined) return undefined;
  if (isNumber(text)) return Number(text) * second;
  // Only a date has a colon. It is compared with the date of the answer itself: this computer's clock may be wrong.
  if (!text.includes(':')) return undefined;
  const answered = Date.parse(find(headers, 'date') ?? '');
  return Date.parse(text) - (Number.isNaN(answered) ? Date.now() : answered);
}

function find(headers: Headers, name: string): string | undefined {
  const key = Object.keys(headers).find((candidate) => candidate.toLowerCase() === name);
  return key === undefined ? undefined : headers[key]?.trim();
}

function isNumber(text: string): boolean {
  return /^\d{1,12}(\.\d+)?$/.test(text);
}

function positive(ms: number | undefined): number | undefined {
  return ms !== undefined && ms > 0 ? ms : undefined;
}
