import { type Command, InvalidArgumentError, Option } from 'commander';
import { type AuditFilter, type AuditLine, readAudit } from '../domain/audit/index.ts';
import { type Desk, dataCommand } from './on-data.ts';
import { integer } from './settings.ts';
import type { Rows } from './table.ts';

interface AuditOptions extends Pick<AuditFilter, 'action' | 'resource' | 'outcome'> {
  readonly since?: number;
  readonly until?: number;
  readonly user?: string;
  readonly limit: number;
}

/** `atelier audit`: who did what, newest first. */
export function auditCommand(): Command {
  const command: Command = dataCommand('audit', 'show who did what, newest first', (desk) =>
    wanted(desk, command.opts()),
  );
  return command
    .addOption(new Option('--since <time>', 'of this time (UTC) and later').argParser(time))
    .addOption(new Option('--until <time>', 'from before this time (UTC)').argParser(time))
    .option('--user <name>', 'name of the user; * and ? are wildcards')
    .option('--action <action>', 'such as codeartsrepo:group:*')
    .option('--resource <resource>', 'such as user/*; of a refused call its path')
    .addOption(new Option('--outcome <outcome>', 'how it ended').choices(['success', 'refused']))
    .addOption(
      new Option('--limit <number>', 'lines at most').default(100).argParser(integer(1, 1_000_000)),
    );
}

/** Read portion by portion, so that a server beside is never held up. */
async function wanted({ store, grant }: Desk, options: AuditOptions): Promise<Rows> {
  const { user, limit, ...others } = options;
  const filter: AuditFilter = { ...others, ...(user === undefined ? {} : { userName: user }) };
  const { domainId } = grant.principal;
  const lines: AuditLine[] = [];
  let below: number | undefined;
  do {
    const page = { below, limit: limit - lines.length };
    const { lines: more, next } = await store.read((records) =>
      readAudit(records, domainId, filter, page),
    );
    lines.push(...more);
    below = next;
  } while (below !== undefined && lines.length < limit);
  return lines.map(shown);
}

function shown({ refusal, ...line }: AuditLine) {
  return {
    time: new Date(line.at).toISOString(),
    user: line.userName,
    action: line.action,
    resource: line.resource,
    outcome: refusal ? 'refused' : 'success',
    refusal: refusal ? `${refusal.status} ${refusal.code}` : '',
    address: line.address,
    request_id: line.requestId,
    user_id: line.userId,
    project_id: line.projectId ?? '',
  };
}

function time(text: string): number {
  const form = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?Z)?$/;
  const ms = form.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(ms)) return ms;
  throw new InvalidArgumentError('It must be a time such as 2026-01-02 or 2026-01-02T03:04:05Z.');
}
