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
    password_hash: string;
    created_at: number;
    updated_at: number;
  };
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
  tokens: {
    hash: string;
    domain_id: string;
    user_id: string;
    scope: 'project' | 'domain' | 'unscoped';
    /** Empty unless the scope is a project. */
    project_id: string;
    issued_at: number;
    expires_at: number;
  };
  policies: {
    domain_id: string;
    id: string;
    name: string;
    document: string;
    created_at: number;
  };
  policy_attachments: { domain_id: string; user_id: string; policy_id: string };
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
    /** Highest ordinal among the children, -1 without any. */
    top_ordinal: number;
    /** Of a tree: its nodes. */
    node_count: number;
    /** Of a tree: how many nodes it has ever had; numbers are not given twice. */
    numbered: number;
    /** Of a tree: raised whenever anything in it changes. */
    version: number;
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
  };
  /** Favourites. */
  task_followers: { task_id: string; user_id: string };
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
  'policies',
  'policy_attachments',
  'projects',
  'project_members',
  'trees',
] satisfies (keyof Tables)[]);
