import { type AuditRecords, recordChange } from '../audit/index.ts';
import type { ProjectGrant } from '../projects/index.ts';
import { type Node, requirePoint, type TreeKind, type TreeRecords } from '../tree/index.ts';
import { namePattern } from './ref-names.ts';
import type { LevelSettings, SettingsRecords } from './settings-ports.ts';

type Records = {
  readonly audit: AuditRecords;
  readonly settings: SettingsRecords;
  readonly tree: TreeRecords;
};

/** The settings that hold somewhere. */
export interface Settings {
  readonly forkDisabled: boolean;
  /** Regular expressions that names of new branches and tags have to follow. */
  readonly branchNames: string | undefined;
  readonly tagNames: string | undefined;
  readonly preMergeRefs: boolean;
  readonly watermark: boolean;
}

/** What a project, group or repository has set itself; the rest it takes from above. */
export type OwnSettings = { readonly [Name in keyof Settings]?: Settings[Name] | undefined };

/** Settings that are shown and inherited together. Source: SDK, ShowGroupsInherit. */
export type SettingFamily = keyof typeof families;

const families = {
  repository: ['forkDisabled', 'branchNames', 'tagNames', 'preMergeRefs'],
  watermark: ['watermark'],
} as const satisfies Record<string, readonly (keyof Settings)[]>;

const unset: Settings = {
  forkDisabled: false,
  branchNames: undefined,
  tagNames: undefined,
  preMergeRefs: false,
  watermark: false,
};

/** What holds in a node: of each setting that of the nearest level that has set it. */
export async function settingsIn(
  records: Pick<Records, 'settings'>,
  node: Node,
): Promise<Settings> {
  return settled(await levelsAbove(records, node));
}

function settled(levels: readonly OwnSettings[]): Settings {
  return Object.assign({}, unset, ...levels.map(set));
}

function set(own: OwnSettings): Partial<Settings> {
  return Object.fromEntries(
    settingNames.filter((name) => own[name] !== undefined).map((name) => [name, own[name]]),
  );
}

const settingNames = Object.keys(unset) as (keyof Settings)[];

/** The levels on the way down to a node that have set something, the node itself last. */
async function levelsAbove(
  { settings }: Pick<Records, 'settings'>,
  node: Node,
): Promise<LevelSettings[]> {
  const path = node.path.split('.');
  const depth = ({ nodeId }: LevelSettings) => (nodeId === null ? -1 : path.indexOf(nodeId));
  const found = await settings.settingsAlong(node);
  return found.toSorted((a, b) => depth(a) - depth(b));
}

/**
 * The level that the settings of a family come from in a node: the nearest that has set one of
 * them, as the id of a group, or the project.
 */
export async function sourceOf(
  records: Pick<Records, 'settings'>,
  node: Node,
  family: SettingFamily,
): Promise<{ readonly nodeId: string | null }> {
  const levels = await levelsAbove(records, node);
  const nearest = levels.findLast((own) => families[family].some((name) => name in set(own)));
  return { nodeId: nearest?.nodeId ?? null };
}

/** The families of which a node has set something itself. */
export async function ownFamilies(
  records: Pick<Records, 'settings'>,
  node: Node,
): Promise<ReadonlySet<SettingFamily>> {
  const levels = await levelsAbove(records, node);
  const own = set(levels.find(({ nodeId }) => nodeId === node.id) ?? {});
  const names = Object.keys(families) as SettingFamily[];
  return new Set(names.filter((family) => families[family].some((name) => name in own)));
}

/**
 * Changes what a node sets itself, as far as it is given; an empty pattern takes the node's own
 * away, so that the one above holds again. Answers what then holds.
 * Throws Problem `forbidden` or `invalid` (a pattern).
 */
export async function changeSettings(
  records: Records,
  within: ProjectGrant,
  kind: TreeKind,
  node: Node,
  change: OwnSettings,
  now: number,
): Promise<Settings> {
  await requirePoint(records, within, kind, node, kind.settingsPoint);
  for (const field of ['branchNames', 'tagNames'] as const) {
    if (change[field]) namePattern(change[field], field);
  }
  const levels = await levelsAbove(records, node);
  const before = levels.find(({ nodeId }) => nodeId === node.id);
  const { nodeId: _, ...own } = { nodeId: null, ...before, ...set(change) };
  const after: OwnSettings = {
    ...own,
    branchNames: own.branchNames || undefined,
    tagNames: own.tagNames || undefined,
  };
  await records.settings.keepSettings(node, after);
  await recordChange(records, within.grant, {
    at: now,
    resource: `${kind.resource}/${node.id}/settings`,
    projectId: node.projectId,
  });
  return settled([...levels.filter((level) => level !== before), after]);
}
