import { type AuditRecords, recordChange } from '../audit/index.ts';
import { type Page, Problem, type Slice } from '../kernel/index.ts';
import { givenRoles, lacking, type ProjectGrant } from '../projects/index.ts';
import type { TreeKind } from '../tree/index.ts';
import type { NamedPushers, ProtectedRef } from './push-rules.ts';
import { isProtectedName } from './ref-names.ts';
import type { NamedInRules, Place, SettingsRecords } from './settings-ports.ts';

type Records = { readonly audit: AuditRecords; readonly settings: SettingsRecords };

export type RefKind = 'branch' | 'tag';

/** Who may do one thing with a protected branch or tag. `merge` waits for merge requests. */
export interface RefAction extends NamedPushers {
  readonly action: 'push' | 'merge' | 'create';
  /** False: whoever may do it at all. */
  readonly restricted: boolean;
  readonly forcePush: boolean;
}

export interface ProtectedRefRule {
  /** int32, unique in this server. */
  readonly number: number;
  readonly kind: RefKind;
  /** Of a branch or tag, or with `*` for any characters but `/`. */
  readonly name: string;
  readonly actions: readonly RefAction[];
}

/** A rule as it is asked for; what is left open is for administrators and project managers. */
export interface WantedRule {
  readonly name: string;
  readonly actions: readonly (Pick<RefAction, 'action'> & Partial<RefAction>)[];
}

/** The role that stands for everybody who administers. Source: Repo user guide, protected branches. */
export const managerRoleId = 3;

const actionsOf: Readonly<Record<RefKind, readonly RefAction['action'][]>> = {
  branch: ['push', 'merge'],
  tag: ['create'],
};

/**
 * Protects branches or tags of all repositories of a project.
 * Throws Problem `forbidden`, `invalid` (name, users, user groups, roles) or `taken` (name).
 */
export async function protectInProject(
  records: Records,
  within: ProjectGrant,
  tree: TreeKind,
  kind: RefKind,
  wanted: WantedRule,
  now: number,
): Promise<ProtectedRefRule> {
  if (!within.has('repository.settings')) throw lacking(within, 'repository.settings');
  const { domainId, id: projectId } = within.project;
  const place: Place = { tree: { domainId, projectId, kind: tree.name } };
  const rule = await checkedRule(records, within, kind, wanted);
  const number = await records.settings.insertProtectedRef(place, rule);
  if (number === undefined) throw refTaken(rule);
  await recordChange(records, within.grant, {
    at: now,
    resource: `project/${projectId}/protected-${kind}/${number}`,
    projectId,
  });
  return { ...rule, number };
}

/** What is thrown where a name is protected already. */
export function refTaken({ kind, name }: Pick<ProtectedRefRule, 'kind' | 'name'>): Problem {
  return new Problem('taken', {
    subject: `protected ${kind}`,
    field: 'name',
    reason: `the ${kind} name ${name} is protected there already`,
  });
}

/** The rules for all repositories of a project, by name. */
export function listInProject(
  records: Records,
  within: ProjectGrant,
  tree: TreeKind,
  kind: RefKind,
  search: string | undefined,
  page: Page,
): Promise<Slice<ProtectedRefRule>> {
  const { domainId, id: projectId } = within.project;
  const place: Place = { tree: { domainId, projectId, kind: tree.name } };
  return records.settings.listProtectedRefs(place, kind, search, page);
}

/** The users and user groups whom rules name, as far as there are any still. */
export function namedIn(
  records: Records,
  within: ProjectGrant,
  rules: readonly ProtectedRefRule[],
): Promise<NamedInRules> {
  const actions = rules.flatMap((rule) => rule.actions);
  const distinct = (numbers: readonly number[]) => [...new Set(numbers)];
  return records.settings.namedByNumbers(
    within.project.domainId,
    within.project.id,
    distinct(actions.flatMap(({ userNumbers }) => userNumbers)),
    distinct(actions.flatMap(({ userGroupNumbers }) => userGroupNumbers)),
  );
}

/** A rule as pushes are judged by it. */
export function asPushRule({ name, actions }: ProtectedRefRule): ProtectedRef {
  const push = actions.find(({ action }) => action !== 'merge');
  return {
    name,
    onlyFor: push?.restricted ? push : undefined,
    forcePush: push?.forcePush ?? false,
  };
}

/** The whole rule. Throws Problem `invalid` (name, actions, users, user groups, roles). */
export async function checkedRule(
  records: Records,
  within: ProjectGrant,
  kind: RefKind,
  { name, actions }: WantedRule,
): Promise<Omit<ProtectedRefRule, 'number'>> {
  if (!isProtectedName(name)) {
    throw invalid(kind, 'name', `must be the name of a ${kind}, in which * stands for any but /`);
  }
  const known = actionsOf[kind];
  const wanted = actions.map((each) => each.action);
  if (wanted.some((action, i) => !known.includes(action) || wanted.indexOf(action) !== i)) {
    throw invalid(kind, 'actions', `must name each of ${known.join(', ')} once at most`);
  }
  const whole = known.map(
    (action): RefAction => ({
      action,
      restricted: true,
      userNumbers: [],
      userGroupNumbers: [],
      roleIds: wanted.includes(action) ? [] : [managerRoleId],
      forcePush: false,
      ...actions.find((each) => each.action === action),
    }),
  );
  const rule = { kind, name, actions: whole };
  await requireKnown(records, within, rule);
  return rule;
}

async function requireKnown(
  records: Records,
  within: ProjectGrant,
  rule: Omit<ProtectedRefRule, 'number'>,
): Promise<void> {
  const { users, userGroups } = await namedIn(records, within, [{ ...rule, number: 0 }]);
  const lists = [
    ['users', users.map(({ userNumber }) => userNumber), 'userNumbers', 'members of the project'],
    ['userGroups', userGroups.map(({ number }) => number), 'userGroupNumbers', 'user groups'],
    ['roles', givenRoles.map(({ id }) => id), 'roleIds', 'roles of projects'],
  ] as const;
  for (const [field, known, list, what] of lists) {
    const strange = rule.actions.flatMap((each) => each[list]).find((id) => !known.includes(id));
    if (strange !== undefined) {
      throw invalid(rule.kind, field, `must be numbers of ${what}, which ${strange} is not`);
    }
  }
}

function invalid(kind: RefKind, field: string, reason: string): Problem {
  return new Problem('invalid', { subject: `protected ${kind}`, field, reason });
}
