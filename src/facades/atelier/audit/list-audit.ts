import { int32, nullable, oneOf, Type } from '../../../contract/schema.ts';
import { type AuditFilter, type AuditLine, readAudit } from '../../../domain/audit/index.ts';
import { Problem } from '../../../domain/kernel/index.ts';
import { operation } from '../../context.ts';
import { inAccount } from '../../permissions.ts';

const wildcards = (description: string) =>
  Type.String({
    description: `${description} * and ? are wildcards.`,
    maxLength: 256,
    accepts: 'a text of at most 256 characters',
  });

const time = (description: string) =>
  Type.String({
    description,
    pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,3})?Z$',
    accepts: timeForm,
  });

const timeForm = 'a time such as 2026-01-02T03:04:05Z';

export const listAudit = operation({
  name: 'ListAudit',
  summary: "Querying who did what in the caller's account, newest first",
  description:
    'A call looks at a bounded number of lines. A page may therefore be short, or empty, and yet not be the last: that one has no next_marker.',
  section: 'Audit',
  method: 'GET',
  path: '/atelier/v1/audit',
  parameters: {
    query: Type.Object({
      limit: Type.Optional(int32(1, 200, { description: 'Lines to answer. Default: 100.' })),
      marker: Type.Optional(
        Type.String({
          description: 'next_marker of the page before.',
          pattern: '^\\d{1,15}$',
          accepts: 'the next_marker of a page',
        }),
      ),
      user_id: Type.Optional(wildcards('User ID.')),
      action: Type.Optional(wildcards('Action, such as codeartsrepo:group:*.')),
      resource: Type.Optional(
        wildcards('Kind and ID of what was changed, or the path of a call that was refused.'),
      ),
      outcome: Type.Optional(oneOf(['success', 'refused'], { description: 'How it ended.' })),
      since: Type.Optional(time('Lines of this time and later.')),
      until: Type.Optional(time('Lines from before this time.')),
    }),
  },
  success: {
    status: 200,
    model: 'ListAuditResponse',
    body: Type.Object({
      audit: Type.Array(
        Type.Object({
          id: Type.Integer({ description: 'Grows with time.' }),
          time: Type.String({ description: 'UTC.' }),
          user_id: Type.String({ description: 'Who; operator for the command line.' }),
          user_name: Type.String({ description: 'Their name then.' }),
          action: Type.String({ description: 'What.' }),
          resource: Type.String({ description: 'Kind and ID, or the path of a refused call.' }),
          project_id: nullable(Type.String({ description: 'CodeArts project.' })),
          request_id: Type.String({ description: 'X-Request-Id of the answer.' }),
          address: Type.String({ description: 'From where.' }),
          outcome: Type.String({ description: 'success or refused.' }),
          refusal_code: nullable(Type.String({ description: 'What a refused caller was told.' })),
          refusal_status: nullable(Type.Integer({ description: 'HTTP status of a refusal.' })),
        }),
      ),
      page_info: Type.Object({
        next_marker: nullable(Type.String({ description: 'Null on the last page.' })),
        current_count: Type.Integer({ description: 'Lines on this page.' }),
      }),
    }),
  },
  sdk: 'none',
  permission: inAccount({
    action: 'atelier:audit:list',
    accessLevel: 'List',
    policy: 'must-allow',
    source: 'inferred',
  }),
  transaction: 'read',
  example: { query: { limit: 20, outcome: 'refused' } },
  async handle({ records }, { principal }, { query }) {
    const { limit = 100, marker, user_id, action, resource, outcome } = query;
    const filter: AuditFilter = {
      ...(user_id === undefined ? {} : { userId: user_id }),
      ...(action === undefined ? {} : { action }),
      ...(resource === undefined ? {} : { resource }),
      ...(outcome === undefined ? {} : { outcome }),
      ...(query.since === undefined ? {} : { since: msOf('since', query.since) }),
      ...(query.until === undefined ? {} : { until: msOf('until', query.until) }),
    };
    const below = marker === undefined ? undefined : Number(marker);
    const page = await readAudit(records, principal.domainId, filter, { below, limit });
    return {
      body: {
        audit: page.lines.map(shown),
        page_info: {
          next_marker: page.next === undefined ? null : String(page.next),
          current_count: page.lines.length,
        },
      },
    };
  },
});

/** Throws Problem `invalid` for a day or an hour that no calendar has. */
function msOf(field: string, text: string): number {
  const ms = Date.parse(text);
  if (!Number.isNaN(ms)) return ms;
  throw new Problem('invalid', { subject: 'request', field, reason: `must be ${timeForm}` });
}

function shown({ refusal, ...line }: AuditLine) {
  return {
    id: line.number,
    time: new Date(line.at).toISOString(),
    user_id: line.userId,
    user_name: line.userName,
    action: line.action,
    resource: line.resource,
    project_id: line.projectId,
    request_id: line.requestId,
    address: line.address,
    outcome: refusal ? 'refused' : 'success',
    refusal_code: refusal?.code ?? null,
    refusal_status: refusal?.status ?? null,
  };
}
