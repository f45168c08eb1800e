import { userUrn, type Vault } from '../domain/access/index.ts';
import { type Principal, Problem } from '../domain/kernel/index.ts';

/**
 * Why a caller was refused, in full, sealed for their account: base64 of JSON. Whoever may decode it
 * learns more of it than the caller. Source: IAM 5 API Reference, DecodeAuthorizationMessage.
 */
export function sealRefusal(
  vault: Vault,
  principal: Principal,
  { subject: action, reason, denial }: Problem,
  requestId: string,
): string {
  const { domainId, domainName, userId, userName } = principal;
  const message = {
    context: {
      user_profile: {
        domain_id: domainId,
        domain_name: domainName,
        user_id: userId,
        user_name: userName,
        principal_urn: userUrn(principal),
      },
      request_id: requestId,
      ...denial?.facts,
    },
    action,
    resource: denial?.resource ?? '*',
    // Where no policy refused, it was a role or a rule of the operation.
    failure: denial?.failure ?? reason,
    matched_statements: denial?.statements ?? [],
  };
  return Buffer.from(vault.seal(JSON.stringify(message), contextOf(domainId))).toString('base64');
}

/**
 * The message of `sealRefusal`. Throws Problem `invalid`, the same for what was altered, is of
 * another account, or is no message at all.
 */
export function openRefusal(vault: Vault, { domainId }: Principal, encoded: string): string {
  const bytes = Buffer.from(encoded, 'base64');
  try {
    if (bytes.toString('base64') !== encoded) throw new Error('not base64');
    return vault.open(bytes, contextOf(domainId));
  } catch {
    throw new Problem('invalid', {
      subject: 'authorization message',
      field: 'message',
      reason: 'must be an encoded authorization message of your account, as it was answered',
    });
  }
}

function contextOf(domainId: string): string {
  return `authorization-message/${domainId}`;
}
