import { oneLine } from '../text/plainText';

/**
 * What a person can do about a failure. The row, panel or pick that shows the failure offers these in order.
 */
export type Remedy =
  | { readonly kind: 'retry' }
  | { readonly kind: 'reload' }
  /** For a list that the person started at a token. */
  | { readonly kind: 'fromBeginning' }
  | { readonly kind: 'signIn'; readonly via: 'sso' | 'login'; readonly profile: string }
  | { readonly kind: 'enterMfaCode' }
  | { readonly kind: 'selectProfile' }
  | { readonly kind: 'selectCatalog' }
  /** The line starts at 1. */
  | { readonly kind: 'openConfig'; readonly file: 'config' | 'credentials'; readonly line?: number }
  /** Asks once more whether requests may go to an endpoint that the person refused. */
  | { readonly kind: 'allowEndpoint' }
  | { readonly kind: 'copyPolicy' }
  | { readonly kind: 'openSetting'; readonly key: string }
  | { readonly kind: 'changeFilter' }
  | { readonly kind: 'clearFilter' }
  | { readonly kind: 'openLink'; readonly url: string }
  | { readonly kind: 'contactSupport' }
  /** Looks step by step for what is wrong. */
  | { readonly kind: 'checkAccess' }
  | { readonly kind: 'showLog' };

const retry: Remedy = { kind: 'retry' };
const showLog: Remedy = { kind: 'showLog' };
const selectProfile: Remedy = { kind: 'selectProfile' };
const selectCatalog: Remedy = { kind: 'selectCatalog' };
const contactSupport: Remedy = { kind: 'contactSupport' };
const endpointSetting: Remedy = { kind: 'openSetting', key: 'partnerCentral.endpoint' };
const proxySetting: Remedy = { kind: 'openSetting', key: 'http.proxy' };
const linkingGuide: Remedy = {
  kind: 'openLink',
  url: 'https://docs.aws.amazon.com/partner-central/latest/getting-started/account-linking.html',
};

/** Sandbox has partners of its own: an account is registered there with the Account API's CreatePartner. */
const sandboxGuide: Remedy = {
  kind: 'openLink',
  url: 'https://docs.aws.amazon.com/partner-central/latest/developer-guide/testing-sandbox-account.html',
};

interface Kind {
  /** The text for a person; `{0}`, `{1}` … stand for the error's `args`. It is translated when it is shown. */
  readonly words: string;
  /** True if the same request may succeed later without a change by the person. */
  readonly retryable: boolean;
  readonly remedies: readonly Remedy[];
}

const kinds = {
  // The service and the network
  throttled: { words: 'AWS is limiting requests.', retryable: true, remedies: [retry] },
  askedToWait: { words: 'AWS asks to wait {0} before the next request.', retryable: true, remedies: [retry] },
  internal: { words: 'AWS had a problem.', retryable: true, remedies: [retry] },
  unavailable: { words: 'AWS or a proxy is unavailable ({0}).', retryable: true, remedies: [retry] },
  proxyRefused: { words: 'A proxy refused the request ({0}).', retryable: false, remedies: [proxySetting, retry] },
  webPage: {
    words: 'The network returned a web page instead of AWS data. Sign in to the network or check the proxy.',
    retryable: false,
    remedies: [retry, proxySetting],
  },
  redirected: { words: 'Unexpected redirect.', retryable: false, remedies: [endpointSetting, retry] },
  emptyAnswer: { words: 'AWS sent an empty answer.', retryable: true, remedies: [retry] },
  unreadableAnswer: {
    words: 'AWS sent an answer this version cannot read.',
    retryable: true,
    remedies: [retry, showLog],
  },
  answerTooLarge: {
    words: 'AWS sent an answer larger than {0} MB.',
    retryable: false,
    // A smaller page may help, if it was a page.
    remedies: [{ kind: 'openSetting', key: 'partnerCentral.pageSize' }, retry],
  },
  connectionLost: { words: 'Connection lost.', retryable: true, remedies: [retry] },
  timedOut: { words: 'AWS did not answer in {0} s.', retryable: true, remedies: [retry] },
  unreachable: { words: 'Cannot reach {0}.', retryable: true, remedies: [retry, showLog] },
  offline: { words: 'You seem to be offline: {0} was not found.', retryable: true, remedies: [retry] },
  certificate: {
    words: 'Certificate not trusted. Add your company’s CA to the system’s certificate store.',
    retryable: false,
    remedies: [{ kind: 'openSetting', key: 'http.systemCertificates' }, retry],
  },
  // Paging
  repeatedToken: {
    words: 'AWS sent a page token for the second time, so the list would never end.',
    retryable: false,
    remedies: [{ kind: 'reload' }],
  },
  tooManyEmptyPages: {
    words: 'AWS sent {0} empty pages in a row.',
    retryable: true,
    remedies: [retry, { kind: 'reload' }],
  },
  badToken: { words: 'AWS sent a page token that cannot be used.', retryable: false, remedies: [{ kind: 'reload' }] },
  tokenRejected: { words: 'The list position expired.', retryable: false, remedies: [{ kind: 'reload' }] },
  // The request
  invalidRequest: { words: 'AWS did not accept the request: {0}', retryable: false, remedies: [retry, showLog] },
  unsendableFilter: {
    words: 'The filter cannot be sent, so nothing was asked for ({0}).',
    retryable: false,
    remedies: [{ kind: 'changeFilter' }, { kind: 'clearFilter' }],
  },
  notFound: { words: 'This opportunity was not found.', retryable: false, remedies: [retry] },
  listNotFound: {
    words: 'The list of opportunities in the {0} catalog was not found at {1}.',
    retryable: false,
    remedies: [endpointSetting, selectCatalog, retry],
  },
  accessDenied: {
    words: 'AWS does not let {0} call {1}. Ask your AWS administrator.',
    retryable: false,
    remedies: [{ kind: 'copyPolicy' }, selectProfile, retry],
  },
  notLinked: {
    words: 'The AWS account of {0} is not linked to Partner Central, or its partner benefit is not active.',
    retryable: false,
    remedies: [linkingGuide, contactSupport, selectProfile, retry],
  },
  notRegistered: {
    words:
      'The AWS account of {0} is not registered as a partner in the {1} catalog, or its benefit there is not active.',
    retryable: false,
    remedies: [sandboxGuide, contactSupport, selectCatalog, selectProfile, retry],
  },
  accountRefused: {
    words: 'AWS refuses the AWS account of {0} in the {1} catalog: {2}',
    retryable: false,
    remedies: [contactSupport, selectCatalog, selectProfile, retry],
  },
  unknown: { words: 'AWS answered {0}.', retryable: false, remedies: [retry, showLog] },
  // Credentials
  noCredentials: { words: 'No AWS credentials found: {0}', retryable: false, remedies: [selectProfile, retry] },
  configUnreadable: {
    words: 'Cannot read {0}: {1}',
    retryable: false,
    remedies: [{ kind: 'openConfig', file: 'config' }, retry, selectProfile],
  },
  profileNotFound: {
    words: 'The profile {0} does not exist: {1}',
    retryable: false,
    remedies: [selectProfile, { kind: 'openConfig', file: 'config' }, retry],
  },
  profileInvalid: {
    words: 'The profile {0} has no usable credentials: {1}',
    retryable: false,
    remedies: [{ kind: 'openConfig', file: 'config' }, selectProfile, retry],
  },
  signInNeeded: { words: 'Sign-in needed for the profile {0}.', retryable: false, remedies: [retry, selectProfile] },
  signInRefused: {
    words: 'The profile {0} has no access to its role.',
    retryable: false,
    remedies: [selectProfile, { kind: 'openConfig', file: 'config' }, retry],
  },
  signInNotFound: {
    words: 'IAM Identity Center does not know the account or the role of the profile {0}.',
    retryable: false,
    remedies: [{ kind: 'openConfig', file: 'config' }, selectProfile, retry],
  },
  roleDenied: {
    words: 'The profile {0} is not allowed to assume its role.',
    retryable: false,
    remedies: [selectProfile, { kind: 'openConfig', file: 'config' }, retry],
  },
  credentialProcess: {
    words: 'The credential_process of the profile {0} failed: {1}',
    retryable: false,
    remedies: [{ kind: 'openConfig', file: 'config' }, retry, selectProfile],
  },
  credentialSource: {
    words: 'The credential_source {0} of the profile {1} gave no keys: {2}',
    retryable: false,
    remedies: [retry, { kind: 'openConfig', file: 'config' }, selectProfile],
  },
  keysRejected: {
    words: 'AWS did not accept the keys of {0}.',
    retryable: false,
    remedies: [{ kind: 'openConfig', file: 'credentials' }, selectProfile, retry],
  },
  clockWrong: {
    words: 'AWS did not accept the time of the request: the clock of this computer is off by {0}.',
    // The next request is signed with the time that AWS gives, but that was tried.
    retryable: false,
    remedies: [retry, showLog],
  },
  credentialsExpired: {
    words: 'The credentials of {0} have expired.',
    retryable: false,
    remedies: [retry, selectProfile],
  },
  credentialsTimedOut: {
    words: 'The credentials of {0} did not arrive in {1} s.',
    retryable: true,
    remedies: [retry, selectProfile],
  },
  credentialsCancelled: {
    words: 'The credentials of {0} are no longer waited for.',
    retryable: false,
    remedies: [retry, selectProfile, { kind: 'openConfig', file: 'config' }],
  },
  mfaNeeded: {
    words: 'The profile {0} needs an MFA code.',
    retryable: false,
    remedies: [{ kind: 'enterMfaCode' }, selectProfile],
  },
  mfaRejected: {
    words: 'AWS did not accept the MFA code for the profile {0}.',
    retryable: false,
    remedies: [{ kind: 'enterMfaCode' }, selectProfile],
  },
  // Settings
  invalidEndpoint: {
    words: 'The endpoint {0} cannot be used: {1}',
    retryable: false,
    remedies: [endpointSetting, retry],
  },
  endpointRefused: {
    words: 'Nothing was sent, because you did not allow {0} ({1}).',
    retryable: false,
    remedies: [{ kind: 'allowEndpoint' }, selectProfile],
  },
  caBundleUnreadable: {
    words: 'The CA bundle that {0} names has no certificates that can be read.',
    retryable: false,
    remedies: [retry, selectProfile],
  },
  // Nobody sees this one
  aborted: { words: 'Stopped.', retryable: true, remedies: [retry] },
} as const satisfies Record<string, Kind>;

export type SourceErrorCode = keyof typeof kinds;

/** Failures of an identity, of a permission or of trust, whose cause Check Access looks for. */
const ofAccess: ReadonlySet<SourceErrorCode> = new Set([
  ...(['noCredentials', 'configUnreadable', 'profileNotFound', 'profileInvalid', 'signInNeeded'] as const),
  ...(['signInRefused', 'signInNotFound', 'roleDenied', 'credentialProcess', 'credentialSource'] as const),
  ...(['keysRejected', 'credentialsExpired', 'credentialsTimedOut', 'mfaRejected', 'certificate'] as const),
  ...(['accessDenied', 'notLinked', 'notRegistered', 'accountRefused'] as const),
]);

/** Returns every code. A constant would keep the table in bundles that need nothing of it. */
export function sourceErrorCodes(): readonly SourceErrorCode[] {
  return Object.keys(kinds) as SourceErrorCode[];
}

/** One entry of a ValidationException's ErrorList. */
export interface InvalidField {
  readonly field?: string;
  readonly code?: string;
  readonly message: string;
}

/** What a request asked for, for "copy error". */
export interface FailedOperation {
  readonly operation: string;
  /** Absent for a request that is about no catalog, such as one for credentials. */
  readonly catalog?: string;
}

/** The maximum number of characters that are kept of AWS's own message. */
const mostSaid = 1_000;

export interface SourceErrorDetails {
  readonly args?: readonly string[];
  /** AWS's request id, for logs and for "copy error". */
  readonly requestId?: string;
  /** AWS's own error name or Node's error code, for logs: never free text. */
  readonly origin?: string;
  readonly invalidFields?: readonly InvalidField[];
  /** AWS's own name for the reason, beside the error's name. */
  readonly reason?: string;
  /** AWS's own message about the failure, of any length and content. */
  readonly said?: string;
  /** The request that failed, if one was sent. */
  readonly request?: FailedOperation;
  /** Replaces the usual remedies of the code. */
  readonly remedies?: readonly Remedy[];
}

/**
 * The only error that a source throws. Code decides by `code`, never by `message`.
 *
 * Its text contains names of profiles, hosts and fields at most: no response bodies, no command lines, no customer
 * data. What AWS itself said about the failure is in `said` alone, which nothing finds that logs, prints or stores an
 * error.
 */
export class SourceError extends Error {
  override readonly name = 'SourceError';
  readonly args: readonly string[];
  readonly requestId: string | undefined;
  readonly origin: string | undefined;
  readonly invalidFields: readonly InvalidField[];
  readonly remedies: readonly Remedy[];
  readonly reason: string | undefined;
  readonly request: FailedOperation | undefined;
  /** When it was noticed. */
  readonly at = new Date();
  readonly #said: string | undefined;

  constructor(
    readonly code: SourceErrorCode,
    details: SourceErrorDetails = {},
  ) {
    // Names of profiles and hosts stay as their files have them, except for characters that a terminal would interpret.
    const args = (details.args ?? []).map((arg) => oneLine(arg));
    super(kinds[code].words.replace(/\{(\d)\}/g, (_, n: string) => args[Number(n)] ?? ''));
    this.args = args;
    this.requestId = details.requestId;
    this.origin = details.origin;
    this.invalidFields = details.invalidFields ?? [];
    const remedies = details.remedies ?? kinds[code].remedies;
    const isComplete = !ofAccess.has(code) || remedies.some(({ kind }) => kind === 'checkAccess');
    this.remedies = isComplete ? remedies : [...remedies, { kind: 'checkAccess' }];
    this.reason = details.reason;
    this.request = details.request;
    // Far more than is kept may have been sent.
    this.#said = oneLine(details.said?.slice(0, 4 * mostSaid) ?? '', mostSaid) || undefined;
  }

  /**
   * AWS's own message, in one line of at most 1,000 characters. It may name accounts, principals and what was asked
   * for, so it is shown only where a person looks at the failure itself.
   */
  get said(): string | undefined {
    return this.#said;
  }

  /** Returns the same error with other remedies. */
  withRemedies(remedies: readonly Remedy[]): SourceError {
    const { code, args, requestId, origin, invalidFields, reason, request, said } = this;
    return new SourceError(code, {
      ...{ args, invalidFields, remedies },
      ...(requestId && { requestId }),
      ...(origin && { origin }),
      ...(reason && { reason }),
      ...(request && { request }),
      ...(said && { said }),
    });
  }

  /** The text before `args` are inserted, which is the key for translations. */
  get words(): string {
    return kinds[this.code].words;
  }

  get retryable(): boolean {
    return kinds[this.code].retryable;
  }
}

/** True if the failed page can be requested again; otherwise only the whole list can be reloaded. */
export function canRetry({ remedies }: SourceError): boolean {
  return remedies.some(({ kind }) => kind === 'retry');
}

/**
 * True for a SourceError. Each bundle has its own copy of the class, so `instanceof` does not recognise an error of
 * another bundle.
 */
export function isSourceError(value: unknown): value is SourceError {
  return value instanceof Error && value.name === 'SourceError' && 'code' in value;
}

/**
 * Returns an error for anything else that was thrown. It is a fault of ours, and its text could quote an answer's body,
 * so only its name is kept.
 */
export function asSourceError(error: unknown): SourceError {
  if (isSourceError(error)) return error;
  return new SourceError('unreadableAnswer', { origin: error instanceof Error ? error.name : typeof error });
}
