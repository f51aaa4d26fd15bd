import type { SourceError } from './sourceError';

/** A sentence for a person; `{0}` stands for the catalog. It is translated when it is shown. */
interface Hint {
  readonly words: string;
  readonly args: readonly string[];
}

interface PolicyKind {
  /** How AWS's message names the kind of policy. */
  readonly named: RegExp;
  /** The hint where no policy of this kind allows the action, and where one denies it. */
  readonly missing: string;
  readonly denying: string;
}

/**
 * The kinds of policies that AWS's message may name, as IAM's user guide lists them. A VPC endpoint's message may name the
 * organization's policy too, and then that one decides.
 */
const kinds: readonly PolicyKind[] = [
  {
    named: /(service|resource) control policy/i,
    missing:
      'No control policy of the AWS organization allows it. Only an administrator of the organization can change that.',
    denying:
      'A control policy of the AWS organization denies it. Only an administrator of the organization can change that.',
  },
  {
    named: /permissions? boundary/i,
    missing: 'The permissions boundary of this user or role does not allow it, whatever its policies allow.',
    denying: 'The permissions boundary of this user or role denies it, whatever its policies allow.',
  },
  {
    named: /sessions? policy/i,
    missing: 'The session policy of these credentials does not allow it, whatever the role’s policies allow.',
    denying: 'The session policy of these credentials denies it, whatever the role’s policies allow.',
  },
  {
    named: /vpc endpoint policy/i,
    missing: 'The policy of the VPC endpoint on the way to AWS does not allow it.',
    denying: 'The policy of the VPC endpoint on the way to AWS denies it.',
  },
  {
    named: /resource-based policy/i,
    missing: 'No resource-based policy allows it.',
    denying: 'A resource-based policy denies it.',
  },
  {
    named: /identity-based policy/i,
    missing:
      'No policy of this user or role allows it in the {0} catalog: the action may be missing, or {0} in a condition on partnercentral:Catalog.',
    denying:
      'A policy of this user or role denies it. No other policy can outweigh that, so the denial has to be changed.',
  },
];

const unnamed = 'A policy has to allow it in the {0} catalog: look also at conditions on partnercentral:Catalog.';

/**
 * Returns a sentence about the kind of policy that refused a request; undefined for every other failure. Only AWS's message
 * names that kind. So this is a hint beside what happened, and nothing is decided by it.
 */
export function denialHint({ code, said = '', request }: SourceError): Hint | undefined {
  if (code !== 'accessDenied' || !request?.catalog) return undefined;
  const args = [request.catalog];
  const [, denying] = /\bwith an explicit deny in (.{1,120})/i.exec(said) ?? [];
  const [, missing] = /\bbecause no (.{1,60}) allows\b/i.exec(said) ?? [];
  const part = denying ?? missing;
  const kind = part === undefined ? undefined : kinds.find(({ named }) => named.test(part));
  if (kind) return { words: denying === undefined ? kind.missing : kind.denying, args };
  return { words: unnamed, args };
}
