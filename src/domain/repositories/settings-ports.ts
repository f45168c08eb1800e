import type { Page, Slice } from '../kernel/index.ts';
import type { Member } from '../projects/index.ts';
import type { Node, TreeKey } from '../tree/index.ts';
import type { ProtectedRefRule, RefKind } from './protected-refs.ts';
import type { OwnSettings } from './settings.ts';

/** Where settings are made: in a project, or in a node of its tree of repository groups. */
export interface Place {
  readonly tree: TreeKey;
  readonly node?: Node;
}

/** What one level on the way down has set itself; `nodeId` is null for the project. */
export interface LevelSettings extends OwnSettings {
  readonly nodeId: string | null;
}

/** Whom rules name. */
export interface NamedInRules {
  readonly users: readonly Member[];
  readonly userGroups: readonly { readonly number: number; readonly name: string }[];
}

/** What nodes have set themselves. */
export interface NodeSettingsRecords {
  /** What the project and the nodes on the way down to the node have set, in no order. */
  settingsAlong(node: Node): Promise<readonly LevelSettings[]>;
  /** Keeps what the node itself has set, in place of what it had. */
  keepSettings(node: Node, settings: OwnSettings): Promise<void>;
}

/** The rules about branches and tags. */
export interface ProtectedRefRecords {
  /** The rules of the node's project and of the node itself. */
  protectedRefsOver(node: Node): Promise<readonly (ProtectedRefRule & { readonly own: boolean })[]>;
  /** The rules of the place itself, by name. */
  listProtectedRefs(
    place: Place,
    kind: RefKind,
    search: string | undefined,
    page: Page,
  ): Promise<Slice<ProtectedRefRule>>;
  /** The new rule's number, undefined where the place has a rule of that kind and name. */
  insertProtectedRef(
    place: Place,
    rule: Omit<ProtectedRefRule, 'number'>,
  ): Promise<number | undefined>;
  /** Changes the actions of a rule of the node itself. */
  changeProtectedRef(node: Node, rule: Omit<ProtectedRefRule, 'number'>): Promise<void>;
  deleteProtectedRef(node: Node, kind: RefKind, name: string): Promise<void>;
}

/** Those whom rules name by their numbers. */
export interface NamedInRulesRecords {
  /** Members of the project and user groups of the account that have one of these numbers. */
  namedByNumbers(
    domainId: string,
    projectId: string,
    users: readonly number[],
    userGroups: readonly number[],
  ): Promise<NamedInRules>;
}

/** Settings of projects, repository groups and repositories. */
export interface SettingsRecords
  extends NodeSettingsRecords,
    ProtectedRefRecords,
    NamedInRulesRecords {}
