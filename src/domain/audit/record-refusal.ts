import type { Origin, Principal } from '../kernel/index.ts';
import type { AuditedRefusal, AuditRecords } from './ports.ts';

/** No path of an operation is longer, and no caller fills the audit with one. */
const longestResource = 256;

/** Notes that a caller, who is known, was not let through; nothing else is in its transaction. */
export function recordRefusal(
  records: { readonly audit: AuditRecords },
  principal: Principal,
  origin: Origin,
  refused: AuditedRefusal & {
    readonly at: number;
    readonly action: string;
    /** The path of the call. */
    readonly resource: string;
  },
): Promise<void> {
  const { at, action, resource, code, status } = refused;
  return records.audit.append({
    at,
    domainId: principal.domainId,
    userId: principal.userId,
    userName: principal.userName,
    action,
    resource: resource.slice(0, longestResource),
    projectId: null,
    requestId: origin.requestId,
    address: origin.address,
    refusal: { code, status },
  });
}
