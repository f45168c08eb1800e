import { type AuditRecords, recordChange } from '../audit/index.ts';
import { Problem } from '../kernel/index.ts';
import type { ProjectGrant } from '../projects/index.ts';
import { type Node, requirePoint, type TreeKind, type TreeRecords } from '../tree/index.ts';
import {
  checkedRule,
  type ProtectedRefRule,
  type RefKind,
  refTaken,
  type WantedRule,
} from './protected-refs.ts';
import type { SettingsRecords } from './settings-ports.ts';

type Records = {
  readonly audit: AuditRecords;
  readonly settings: SettingsRecords;
  readonly tree: TreeRecords;
};

/** Where rules of one repository are changed, by whom and when. */
export interface RuleChange {
  readonly within: ProjectGrant;
  readonly tree: TreeKind;
  readonly repository: Node;
  readonly kind: RefKind;
  readonly now: number;
}

/**
 * Protects branches or tags of a repository, all or none. Throws Problem `forbidden`, `invalid`
 * (name, users, user groups, roles) or `taken` (name).
 */
export async function protectInRepository(
  records: Records,
  change: RuleChange,
  names: readonly string[],
  actions: WantedRule['actions'],
): Promise<ProtectedRefRule[]> {
  const { within, repository, kind } = change;
  await requireSettings(records, change);
  const place = { tree: repository, node: repository };
  const rules: ProtectedRefRule[] = [];
  for (const name of new Set(names)) {
    const rule = await checkedRule(records, within, kind, { name, actions });
    const number = await records.settings.insertProtectedRef(place, rule);
    if (number === undefined) throw refTaken(rule);
    rules.push({ ...rule, number });
  }
  await record(records, change);
  return rules;
}

/**
 * Changes who may do the actions that are named, under each of these rules; the others stay as they
 * are. Throws Problem `forbidden`, `not-found` (a rule) or `invalid` (users, user groups, roles).
 */
export async function changeProtection(
  records: Records,
  change: RuleChange,
  names: readonly string[],
  actions: WantedRule['actions'],
): Promise<ProtectedRefRule[]> {
  const { within, repository, kind } = change;
  await requireSettings(records, change);
  const before = await protectedRefs(records, repository, kind, names);
  const rules: ProtectedRefRule[] = [];
  for (const { number, name, actions: former } of before) {
    const kept = former.filter(({ action }) => !actions.some((each) => each.action === action));
    const rule = await checkedRule(records, within, kind, { name, actions: [...kept, ...actions] });
    await records.settings.changeProtectedRef(repository, rule);
    rules.push({ ...rule, number });
  }
  await record(records, change);
  return rules;
}

/** Ends the protection, of all or none. Throws Problem `forbidden` or `not-found` (a rule). */
export async function unprotect(
  records: Records,
  change: RuleChange,
  names: readonly string[],
): Promise<void> {
  const { repository, kind } = change;
  await requireSettings(records, change);
  if (names.length === 0) return;
  for (const { name } of await protectedRefs(records, repository, kind, names)) {
    await records.settings.deleteProtectedRef(repository, kind, name);
  }
  await record(records, change);
}

/** The rules of these names that a repository has itself. Throws Problem `not-found`. */
export async function protectedRefs(
  records: Pick<Records, 'settings'>,
  repository: Node,
  kind: RefKind,
  names: readonly string[],
): Promise<ProtectedRefRule[]> {
  const over = await records.settings.protectedRefsOver(repository);
  return [...new Set(names)].map((name) => {
    const found = over.find((rule) => rule.own && rule.kind === kind && rule.name === name);
    if (found) return found;
    throw new Problem('not-found', {
      subject: `protected ${kind}`,
      field: 'name',
      reason: `the repository has no protected ${kind} of that name`,
    });
  });
}

async function requireSettings(records: Records, change: RuleChange): Promise<void> {
  const { within, tree, repository } = change;
  await requirePoint(records, within, tree, repository, tree.settingsPoint);
}

async function record(records: Records, change: RuleChange): Promise<void> {
  const { within, repository, kind, now } = change;
  await recordChange(records, within.grant, {
    at: now,
    resource: `repository/${repository.id}/protected-${kind}`,
    projectId: repository.projectId,
  });
}
