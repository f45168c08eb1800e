import type { Generated } from 'kysely';

/** The tables as both engines have them. Booleans are 0 or 1, times are ms since 1970 UTC. */
export interface Tables {
  sequences: { name: string; value: number };
  settings: { name: string; value: string };
  accounts: { domain_id: string; name: string; created_at: number };
  users: {
    domain_id: string;
    id: string;
    number: number;
    name: string;
    nick_name: string;
    root: number;
    enabled: number;
    description: string;
    created_at: number;
    updated_at: number;
  };
  /** Whoever has no row here has no password. */
  login_profiles: {
    domain_id: string;
    user_id: string;
    password_hash: string;
    reset_required: number;
    created_at: number;
  };
  /** Passwords for git alone. Whoever has no row here, or has one that is not in use, logs in as usual. */
  https_passwords: {
    domain_id: string;
    user_id: string;
    password_hash: string;
    in_use: number;
    changed_at: number;
  };
  /** Apart from the users, so that a login does not drop what is remembered of them. */
  last_logins: { domain_id: string; user_id: string; at: number };
  iam_projects: {
    domain_id: string;
    id: string;
    name: string;
    parent_id: string;
    description: string;
    created_at: number;
  };
  access_keys: {
    access_key: string;
    domain_id: string;
    user_id: string;
    sealed_secret: Uint8Array;
    enabled: number;
    description: string;
    created_at: number;
  };
  /** When keys were last used, as far as it is written down; apart from the keys for the same reason. */
  key_uses: { access_key: string; domain_id: string; user_id: string; at: number };
  tokens: {
    hash: string;
    domain_id: string;
    user_id: string;
    scope: 'project' | 'domain' | 'unscoped';
    /** Empty unless the scope is a project. */
    project_id: string;
    method: 'password' | 'token';
    issued_at: number;
    expires_at: number;
  };
  temporary_keys: {
    access_key: string;
    domain_id: string;
    user_id: string;
    sealed_secret: Uint8Array;
    security_token_hash: string;
    narrowed_by: string | null;
    issued_at: number;
    expires_at: number;
  };
  /** Who is refused for a while: see Lock. */
  locks: { subject: string; until: number };
  policies: {
    domain_id: string;
    id: string;
    name: string;
    path: string;
    description: string;
    default_version: number;
    /** The number of the version that was made last; numbers are not given twice. */
    latest_version: number;
    created_at: number;
    updated_at: number;
  };
  policy_versions: {
    domain_id: string;
    policy_id: string;
    version: number;
    document: string;
    created_at: number;
  };
  /** `policy_id` may be that of a system policy, which has no row of its own. */
  policy_attachments: {
    domain_id: string;
    entity_kind: 'user' | 'group';
    entity_id: string;
    policy_id: string;
    created_at: number;
  };
  user_groups: {
    domain_id: string;
    id: string;
    number: number;
    name: string;
    description: string;
    created_at: number;
  };
  user_group_members: {
    domain_id: string;
    user_id: string;
    user_group_id: string;
    created_at: number;
  };
  projects: {
    domain_id: string;
    id: string;
    number: number;
    name: string;
    description: string;
    type: string;
    creator_id: string;
    created_at: number;
    updated_at: number;
  };
  project_members: {
    domain_id: string;
    project_id: string;
    user_id: string;
    role_id: number;
    created_at: number;
  };
  trees: { tree: Generated<number>; domain_id: string; kind: number; project_id: string };
  /** Small rows, kept together by tree: `key` and `parent_key` are those of node-keys.ts. */
  nodes: {
    key: number;
    parent_key: number;
    id: string;
    path: string;
    name_path: string;
    name: string;
    sibling_key: string;
    description: string;
    visibility: 'public' | 'private' | null;
    /** 0 a group, 1 a repository. */
    type: number;
    ordinal: number;
    creator_id: string;
    creator_name: string;
    creator_number: number;
    created_at: number;
    /** The last update, or the creation where `updater_name` is null. */
    changed_at: number;
    updater_name: string | null;
  };
  /**
   * What is counted so that nothing has to be counted by scanning: one row for each tree, under the
   * key of its number 0, and one for each node that has had children. Apart from the nodes, so that
   * a new child does not rewrite its parent's row.
   */
  counts: {
    key: number;
    child_count: number;
    /** Of the children: those that are repositories. */
    child_repositories: number;
    /** Highest ordinal among the children, -1 without any. */
    top_ordinal: number;
    /** Of a tree: its nodes. */
    node_count: number;
    /** Of those: repositories. */
    node_repositories: number;
    /** Of a tree: how many nodes it has ever had; numbers are not given twice. */
    numbered: number;
    /** Of a tree: raised whenever anything in it changes. */
    version: number;
  };
  /** Places of files that no repository has: not yet, or not any more. They may be removed. */
  unneeded_files: { uuid: string };
  /** What only the nodes have that are repositories; `id` is the node's. */
  repositories: {
    id: string;
    /** Names its place among the files. */
    uuid: string;
    default_branch: string;
    /** When something was pushed last, or the creation. */
    last_activity_at: number;
  };
  /** Who was given a role in a node, and so in all that is below it. */
  node_members: {
    node_key: number;
    user_id: string;
    domain_id: string;
    role_id: number;
    created_at: number;
  };
  /** `node_id` is the id of a group, which may be gone: then the task is ungrouped. */
  tasks: {
    id: string;
    domain_id: string;
    project_id: string;
    name: string;
    node_id: string | null;
    build_project_id: string;
    /** JSON. */
    definition: string;
    creator_id: string;
    creator_name: string;
    created_at: number;
    /** Null while the task is enabled, as what follows. */
    disabled_at: number | null;
    disabled_by: string | null;
    disabled_reason: string | null;
    /** The number of its last version. */
    version: number;
    /** Null but in the recycle bin. */
    deleted_at: number | null;
    /** 1: what roles may do with it is in `task_roles`. */
    own_permissions: number;
  };
  /** What roles may do with a task that has permissions of its own; 0 or 1. */
  task_roles: {
    task_id: string;
    role_id: number;
    can_view: number;
    can_edit: number;
    can_delete: number;
    can_run: number;
    can_clone: number;
    can_disable: number;
    can_assign: number;
    changed_at: number;
  };
  /** What tasks were when they were made, number 0, and after every update. */
  task_versions: {
    task_id: string;
    number: number;
    name: string;
    /** JSON. */
    definition: string;
    user_id: string;
    user_name: string;
    created_at: number;
  };
  /** How long accounts keep deleted tasks, where they have said so. */
  task_bins: { domain_id: string; keep_days: number };
  /** Favourites. */
  task_followers: { task_id: string; user_id: string };
  /**
   * What was deleted with everything below it and can be restored, by the key of the node that was
   * named. Rows of other tables that go by its nodes stay where they are, and lead nowhere meanwhile.
   */
  deletions: {
    key: number;
    id: string;
    deleted_at: number;
    user_id: string;
    user_name: string;
    nodes: number;
  };
  /** The nodes of deletions, as they were. */
  deleted_nodes: Tables['nodes'] & { top_key: number };
  /**
   * Which node had a name under a parent before it was renamed or moved. A child that has the name
   * now wins; see docs/decisions/0015.
   */
  former_names: { parent_key: number; sibling_key: string; node_id: string };
  /** User groups whose users are members of a node, and so of all that is below it. */
  node_user_groups: {
    node_key: number;
    user_group_id: string;
    domain_id: string;
    created_at: number;
  };
  /** Nodes with a permission matrix of their own; `changes` is JSON, what it has unlike the project's. */
  node_matrices: { node_key: number; node_id: string; changes: string };
  /** What a node has set itself, or its project, under the key of the tree's number 0. */
  node_settings: {
    node_key: number;
    fork_disabled: number | null;
    branch_names: string | null;
    tag_names: string | null;
    pre_merge_refs: number | null;
    watermark: number | null;
  };
  /** Keyed as `node_settings`; `actions` is JSON, because nothing is looked for in it. */
  protected_refs: {
    node_key: number;
    kind: 'branch' | 'tag';
    name: string;
    number: number;
    actions: string;
  };
  /** Lines go to the end; their numbers grow with time. */
  audit: {
    number: Generated<number>;
    at: number;
    domain_id: string;
    user_id: string;
    user_name: string;
    action: string;
    resource: string;
    project_id: string | null;
    request_id: string;
    address: string;
    /** Of what was refused: the code and the HTTP status that the caller was told; else null. */
    refusal_code: string | null;
    refusal_status: number | null;
  };
}

/** Tables of which an engine may remember rows: read by nearly every request, and hardly written. */
export const rarelyChanged: ReadonlySet<string> = new Set([
  'accounts',
  'users',
  'iam_projects',
  'access_keys',
  'tokens',
  'temporary_keys',
  'policies',
  'policy_versions',
  'policy_attachments',
  'user_groups',
  'user_group_members',
  'projects',
  'project_members',
  'trees',
  'node_matrices',
] satisfies (keyof Tables)[]);
