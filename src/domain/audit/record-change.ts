import type { Grant } from '../kernel/index.ts';
import type { AuditRecords } from './ports.ts';

/**
 * Notes a change under the grant that allowed it, in the same transaction.
 * `resource` is `kind/id`; `projectId` is the CodeArts project it lies in, if any.
 */
export function recordChange(
  records: { readonly audit: AuditRecords },
  grant: Grant,
  change: { readonly at: number; readonly resource: string; readonly projectId?: string },
): Promise<void> {
  const { principal, origin } = grant;
  return records.audit.append({
    at: change.at,
    domainId: principal.domainId,
    userId: principal.userId,
    userName: principal.userName,
    action: grant.action,
    resource: change.resource,
    projectId: change.projectId ?? null,
    requestId: origin.requestId,
    address: origin.address,
    refusal: undefined,
  });
}
