import type { Command } from 'commander';
import {
  type Decision,
  decideByPolicies,
  principalOf,
  type Requirement,
  userNamed,
} from '../domain/access/index.ts';
import type { Principal } from '../domain/kernel/index.ts';
import { type ProjectRole, projectRole, rootRole } from '../domain/projects/index.ts';
import type { Records } from '../domain/store.ts';
import { UsageError } from './failure.ts';
import { dataCommand } from './on-data.ts';

/** A rule that operations ask the action by. */
interface Rule {
  readonly operations: readonly string[];
  readonly requirement: Requirement;
  /** The point of the role matrix, where they are about a project. */
  readonly point: string | undefined;
  /** Whether a role in a repository group does as well. */
  readonly inGroups: boolean;
}

interface Answer {
  readonly verdict: 'allowed' | 'denied' | 'depends';
  readonly because: string;
}

/**
 * `atelier why`: whether a user may do something, and what decides it, without making the call. Of
 * the conditions of policies, time and user are as they are now; address and region are unknown.
 */
export function whyCommand(): Command {
  const command: Command = dataCommand(
    'why <user> <action> [resource]',
    'tell whether a user may do something, and which policy or role decides it',
    async (desk, userName: string, action: string, resource?: string) => {
      const { project } = command.opts() as { project?: string };
      const rules = await rulesFor(action, resource);
      return desk.store.read(async (records) => {
        const user = await userNamed(records, desk.grant, userName);
        const principal = principalOf(user, desk.grant.principal.domainName);
        const role = await roleIn(records, principal, project);
        const origin = { requestId: '', address: 'local', time: Date.now() };
        const decisions = rules.map(async (rule) => {
          const said = await decideByPolicies(records, principal, rule.requirement, origin);
          return rowOf(rule, said, role);
        });
        return Promise.all(decisions);
      });
    },
  );
  return command.option('--project <id>', 'the CodeArts project in which it would be done');
}

/** By which rules operations ask for the action, or have it as an alias. Throws UsageError. */
async function rulesFor(action: string, resource: string | undefined): Promise<Rule[]> {
  const { services } = await import('../main.ts');
  const wanted = action.toLowerCase();
  const asking = services
    .flatMap(({ operations }) => operations)
    .filter(({ permission: { row } }) =>
      [row.action ?? '', ...(row.aliases ?? [])].some((name) => name.toLowerCase() === wanted),
    );
  const alike = Map.groupBy(
    asking,
    ({ permission: { row } }) => `${row.policy} ${row.point} ${row.groupPoint}`,
  );
  const rules = [...alike.values()].flatMap((group): Rule[] => {
    const { row } = group[0]?.permission ?? {};
    const { action: name, aliases = [], policy = 'none', groupPoint } = row ?? {};
    if (name === undefined || policy === 'none') return [];
    const named = resource && { resource: { asNamed: resource, urn: async () => resource } };
    const operations = group.map((operation) => operation.name);
    const requirement = { action: name, aliases, policy, ...named };
    const point = groupPoint ?? row?.point;
    return [{ operations, requirement, point, inGroups: groupPoint !== undefined }];
  });
  if (rules.length > 0) return rules;
  throw new UsageError(`no operation asks for ${action}: docs/actions.md lists the actions`);
}

/** The user's role in the project; undefined where none is named, `none` for whoever is no member. */
async function roleIn(
  records: Records,
  { root, domainId, userId }: Principal,
  projectId: string | undefined,
): Promise<ProjectRole | 'none' | undefined> {
  if (root) return rootRole;
  if (projectId === undefined) return undefined;
  const found = await records.projects.findProject(domainId, projectId, userId);
  if (!found) throw new UsageError(`there is no project ${projectId}`);
  return projectRole(found.roleId ?? Number.NaN) ?? 'none';
}

function rowOf(
  { operations, point, inGroups }: Rule,
  decision: Decision,
  role: ProjectRole | 'none' | undefined,
) {
  const policies = policiesSay(decision);
  const andRole = policies.verdict === 'allowed' && point !== undefined;
  const answer = andRole ? roleSays(policies, point, inGroups, role) : policies;
  const { policy, statement = '' } = 'kind' in decision ? decision : {};
  return { operations: operations.join(' '), ...answer, policy: policy?.name ?? '', statement };
}

function policiesSay(decision: Decision): Answer {
  const verdict = decision.allowed ? 'allowed' : 'denied';
  if ('kind' in decision) return { verdict, because: `${decision.by} by ${decision.kind} policy` };
  const because = decision.by === 'root' ? 'root user' : 'no policy denies it';
  return { verdict, because };
}

function roleSays(
  { because }: Answer,
  point: string,
  inGroups: boolean,
  role: ProjectRole | 'none' | undefined,
): Answer {
  if (role === undefined) {
    return {
      verdict: 'depends',
      because: `${because}, and a role needs ${point}: name a --project`,
    };
  }
  if (role === 'none') {
    return { verdict: 'denied', because: `${because}, but the user is no member of the project` };
  }
  if ([...role.points].some((each) => each === point)) {
    return { verdict: 'allowed', because: `${because}, and role ${role.name} has ${point}` };
  }
  const lacks = `${because}, but role ${role.name} lacks ${point}`;
  return inGroups
    ? { verdict: 'depends', because: `${lacks}: one in the repository group may have it` }
    : { verdict: 'denied', because: lacks };
}
