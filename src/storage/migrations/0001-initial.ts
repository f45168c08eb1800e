import { type Compilable, type CreateTableBuilder, type Kysely, sql } from 'kysely';
import type { Engine } from '../query.ts';
import { sequenceName, sequenceNames } from '../sequence-names.ts';
import type { Migration } from './migration.ts';

/** Everything that the first version keeps. */
export const initial: Migration = {
  version: 1,
  statements: (db, engine) => {
    const table = (name: string) => db.schema.createTable(name);
    const clustered = <T extends string>(builder: CreateTableBuilder<T, string>) =>
      engine === 'sqlite' ? builder.modifyEnd(sql`without rowid`) : builder;
    /** Whose key the engine counts up. */
    const numbered = <T extends string>(builder: CreateTableBuilder<T, never>, key: string) =>
      builder.addColumn(key, engine === 'sqlite' ? 'integer' : 'bigint', (column) =>
        engine === 'sqlite'
          ? column.primaryKey()
          : column.primaryKey().generatedByDefaultAsIdentity(),
      );
    return [
      ...sequences(db, engine),
      clustered(
        table('settings')
          .addColumn('name', 'text', (column) => column.primaryKey())
          .addColumn('value', 'text', (column) => column.notNull()),
      ),
      clustered(
        table('accounts')
          .addColumn('domain_id', 'text', (column) => column.primaryKey())
          .addColumn('name', 'text', (column) => column.notNull().unique())
          .addColumn('created_at', 'bigint', (column) => column.notNull()),
      ),
      clustered(
        table('users')
          .addColumn('domain_id', 'text', (column) => column.notNull())
          .addColumn('id', 'text', (column) => column.notNull())
          .addColumn('number', 'integer', (column) => column.notNull().unique())
          .addColumn('name', 'text', (column) => column.notNull())
          .addColumn('nick_name', 'text', (column) => column.notNull())
          .addColumn('root', 'integer', (column) => column.notNull())
          .addColumn('enabled', 'integer', (column) => column.notNull())
          .addColumn('description', 'text', (column) => column.notNull())
          .addColumn('created_at', 'bigint', (column) => column.notNull())
          .addColumn('updated_at', 'bigint', (column) => column.notNull())
          .addPrimaryKeyConstraint('users_key', ['domain_id', 'id'])
          .addUniqueConstraint('users_name', ['domain_id', 'name']),
      ),
      clustered(
        table('login_profiles')
          .addColumn('domain_id', 'text', (column) => column.notNull())
          .addColumn('user_id', 'text', (column) => column.notNull())
          .addColumn('password_hash', 'text', (column) => column.notNull())
          .addColumn('reset_required', 'integer', (column) => column.notNull())
          .addColumn('created_at', 'bigint', (column) => column.notNull())
          .addPrimaryKeyConstraint('login_profiles_key', ['domain_id', 'user_id']),
      ),
      clustered(
        table('https_passwords')
          .addColumn('domain_id', 'text', (column) => column.notNull())
          .addColumn('user_id', 'text', (column) => column.notNull())
          .addColumn('password_hash', 'text', (column) => column.notNull())
          .addColumn('in_use', 'integer', (column) => column.notNull())
          .addColumn('changed_at', 'bigint', (column) => column.notNull())
          .addPrimaryKeyConstraint('https_passwords_key', ['domain_id', 'user_id']),
      ),
      clustered(
        table('last_logins')
          .addColumn('domain_id', 'text', (column) => column.notNull())
          .addColumn('user_id', 'text', (column) => column.notNull())
          .addColumn('at', 'bigint', (column) => column.notNull())
          .addPrimaryKeyConstraint('last_logins_key', ['domain_id', 'user_id']),
      ),
      clustered(
        table('iam_projects')
          .addColumn('domain_id', 'text', (column) => column.notNull())
          .addColumn('id', 'text', (column) => column.notNull())
          .addColumn('name', 'text', (column) => column.notNull())
          .addColumn('parent_id', 'text', (column) => column.notNull())
          .addColumn('description', 'text', (column) => column.notNull())
          .addColumn('created_at', 'bigint', (column) => column.notNull())
          .addPrimaryKeyConstraint('iam_projects_key', ['domain_id', 'id'])
          .addUniqueConstraint('iam_projects_name', ['domain_id', 'name']),
      ),
      // Keys and tokens are looked up before the account is known: two of the few global tables.
      clustered(
        table('access_keys')
          .addColumn('access_key', 'text', (column) => column.primaryKey())
          .addColumn('domain_id', 'text', (column) => column.notNull())
          .addColumn('user_id', 'text', (column) => column.notNull())
          .addColumn('sealed_secret', 'blob', (column) => column.notNull())
          .addColumn('enabled', 'integer', (column) => column.notNull())
          .addColumn('description', 'text', (column) => column.notNull())
          .addColumn('created_at', 'bigint', (column) => column.notNull()),
      ),
      index(db, 'access_keys', 'access_keys_of_user', ['domain_id', 'user_id']),
      clustered(
        table('key_uses')
          .addColumn('access_key', 'text', (column) => column.primaryKey())
          .addColumn('domain_id', 'text', (column) => column.notNull())
          .addColumn('user_id', 'text', (column) => column.notNull())
          .addColumn('at', 'bigint', (column) => column.notNull()),
      ),
      index(db, 'key_uses', 'key_uses_of_user', ['domain_id', 'user_id']),
      clustered(
        table('tokens')
          .addColumn('hash', 'text', (column) => column.primaryKey())
          .addColumn('domain_id', 'text', (column) => column.notNull())
          .addColumn('user_id', 'text', (column) => column.notNull())
          .addColumn('scope', 'text', (column) => column.notNull())
          .addColumn('project_id', 'text', (column) => column.notNull())
          .addColumn('method', 'text', (column) => column.notNull())
          .addColumn('issued_at', 'bigint', (column) => column.notNull())
          .addColumn('expires_at', 'bigint', (column) => column.notNull()),
      ),
      index(db, 'tokens', 'tokens_of_user', ['domain_id', 'user_id']),
      index(db, 'tokens', 'tokens_by_expiry', ['expires_at']),
      clustered(
        table('temporary_keys')
          .addColumn('access_key', 'text', (column) => column.primaryKey())
          .addColumn('domain_id', 'text', (column) => column.notNull())
          .addColumn('user_id', 'text', (column) => column.notNull())
          .addColumn('sealed_secret', 'blob', (column) => column.notNull())
          .addColumn('security_token_hash', 'text', (column) => column.notNull())
          .addColumn('narrowed_by', 'text')
          .addColumn('issued_at', 'bigint', (column) => column.notNull())
          .addColumn('expires_at', 'bigint', (column) => column.notNull()),
      ),
      index(db, 'temporary_keys', 'temporary_keys_of_user', ['domain_id', 'user_id']),
      index(db, 'temporary_keys', 'temporary_keys_by_expiry', ['expires_at']),
      clustered(
        table('locks')
          .addColumn('subject', 'text', (column) => column.primaryKey())
          .addColumn('until', 'bigint', (column) => column.notNull()),
      ),
      clustered(
        table('policies')
          .addColumn('domain_id', 'text', (column) => column.notNull())
          .addColumn('id', 'text', (column) => column.notNull())
          .addColumn('name', 'text', (column) => column.notNull())
          .addColumn('path', 'text', (column) => column.notNull())
          .addColumn('description', 'text', (column) => column.notNull())
          .addColumn('default_version', 'integer', (column) => column.notNull())
          .addColumn('latest_version', 'integer', (column) => column.notNull())
          .addColumn('created_at', 'bigint', (column) => column.notNull())
          .addColumn('updated_at', 'bigint', (column) => column.notNull())
          .addPrimaryKeyConstraint('policies_key', ['domain_id', 'id'])
          .addUniqueConstraint('policies_name', ['domain_id', 'name']),
      ),
      clustered(
        table('policy_versions')
          .addColumn('domain_id', 'text', (column) => column.notNull())
          .addColumn('policy_id', 'text', (column) => column.notNull())
          .addColumn('version', 'integer', (column) => column.notNull())
          .addColumn('document', 'text', (column) => column.notNull())
          .addColumn('created_at', 'bigint', (column) => column.notNull())
          .addPrimaryKeyConstraint('policy_versions_key', ['domain_id', 'policy_id', 'version']),
      ),
      clustered(
        table('policy_attachments')
          .addColumn('domain_id', 'text', (column) => column.notNull())
          .addColumn('entity_kind', 'text', (column) => column.notNull())
          .addColumn('entity_id', 'text', (column) => column.notNull())
          .addColumn('policy_id', 'text', (column) => column.notNull())
          .addColumn('created_at', 'bigint', (column) => column.notNull())
          .addPrimaryKeyConstraint('policy_attachments_key', [
            'domain_id',
            'entity_kind',
            'entity_id',
            'policy_id',
          ]),
      ),
      index(db, 'policy_attachments', 'policy_attachments_of_policy', [
        'domain_id',
        'policy_id',
        'entity_id',
      ]),
      clustered(
        table('user_groups')
          .addColumn('domain_id', 'text', (column) => column.notNull())
          .addColumn('id', 'text', (column) => column.notNull())
          .addColumn('number', 'integer', (column) => column.notNull().unique())
          .addColumn('name', 'text', (column) => column.notNull())
          .addColumn('description', 'text', (column) => column.notNull())
          .addColumn('created_at', 'bigint', (column) => column.notNull())
          .addPrimaryKeyConstraint('user_groups_key', ['domain_id', 'id'])
          .addUniqueConstraint('user_groups_name', ['domain_id', 'name']),
      ),
      clustered(
        table('user_group_members')
          .addColumn('domain_id', 'text', (column) => column.notNull())
          .addColumn('user_id', 'text', (column) => column.notNull())
          .addColumn('user_group_id', 'text', (column) => column.notNull())
          .addColumn('created_at', 'bigint', (column) => column.notNull())
          .addPrimaryKeyConstraint('user_group_members_key', [
            'domain_id',
            'user_id',
            'user_group_id',
          ]),
      ),
      index(db, 'user_group_members', 'user_group_members_of_group', [
        'domain_id',
        'user_group_id',
        'user_id',
      ]),
      clustered(
        table('projects')
          .addColumn('domain_id', 'text', (column) => column.notNull())
          .addColumn('id', 'text', (column) => column.notNull())
          .addColumn('number', 'integer', (column) => column.notNull().unique())
          .addColumn('name', 'text', (column) => column.notNull())
          .addColumn('description', 'text', (column) => column.notNull())
          .addColumn('type', 'text', (column) => column.notNull())
          .addColumn('creator_id', 'text', (column) => column.notNull())
          .addColumn('created_at', 'bigint', (column) => column.notNull())
          .addColumn('updated_at', 'bigint', (column) => column.notNull())
          .addPrimaryKeyConstraint('projects_key', ['domain_id', 'id'])
          .addUniqueConstraint('projects_name', ['domain_id', 'name']),
      ),
      clustered(
        table('project_members')
          .addColumn('domain_id', 'text', (column) => column.notNull())
          .addColumn('project_id', 'text', (column) => column.notNull())
          .addColumn('user_id', 'text', (column) => column.notNull())
          .addColumn('role_id', 'integer', (column) => column.notNull())
          .addColumn('created_at', 'bigint', (column) => column.notNull())
          .addPrimaryKeyConstraint('project_members_key', ['domain_id', 'project_id', 'user_id']),
      ),
      index(db, 'project_members', 'project_members_of_user', ['domain_id', 'user_id']),
      numbered(table('trees'), 'tree')
        .addColumn('domain_id', 'text', (column) => column.notNull())
        .addColumn('kind', 'integer', (column) => column.notNull())
        .addColumn('project_id', 'text', (column) => column.notNull())
        .addUniqueConstraint('trees_project', ['domain_id', 'kind', 'project_id']),
      clustered(
        nodeColumns(table('nodes'))
          .addPrimaryKeyConstraint('nodes_key', ['parent_key', 'sibling_key'])
          .addUniqueConstraint('nodes_id', ['id']),
      ),
      clustered(
        nodeColumns(table('deleted_nodes'))
          .addColumn('top_key', 'bigint', (column) => column.notNull())
          .addPrimaryKeyConstraint('deleted_nodes_key', ['top_key', 'key']),
      ),
      clustered(
        table('deletions')
          .addColumn('key', 'bigint', (column) => column.primaryKey())
          .addColumn('id', 'text', (column) => column.notNull().unique())
          .addColumn('deleted_at', 'bigint', (column) => column.notNull())
          .addColumn('user_id', 'text', (column) => column.notNull())
          .addColumn('user_name', 'text', (column) => column.notNull())
          .addColumn('nodes', 'integer', (column) => column.notNull()),
      ),
      index(db, 'deletions', 'deletions_by_age', ['deleted_at']),
      table('counts')
        .addColumn('key', engine === 'sqlite' ? 'integer' : 'bigint', (column) =>
          column.primaryKey(),
        )
        .addColumn('child_count', 'integer', (column) => column.notNull())
        .addColumn('child_repositories', 'integer', (column) => column.notNull())
        .addColumn('top_ordinal', 'integer', (column) => column.notNull())
        .addColumn('node_count', 'integer', (column) => column.notNull())
        .addColumn('node_repositories', 'integer', (column) => column.notNull())
        .addColumn('numbered', 'integer', (column) => column.notNull())
        .addColumn('version', 'bigint', (column) => column.notNull()),
      clustered(table('unneeded_files').addColumn('uuid', 'text', (column) => column.primaryKey())),
      clustered(
        table('repositories')
          .addColumn('id', 'text', (column) => column.primaryKey())
          .addColumn('uuid', 'text', (column) => column.notNull().unique())
          .addColumn('default_branch', 'text', (column) => column.notNull())
          .addColumn('last_activity_at', 'bigint', (column) => column.notNull()),
      ),
      clustered(
        table('node_members')
          .addColumn('node_key', 'bigint', (column) => column.notNull())
          .addColumn('user_id', 'text', (column) => column.notNull())
          .addColumn('domain_id', 'text', (column) => column.notNull())
          .addColumn('role_id', 'integer', (column) => column.notNull())
          .addColumn('created_at', 'bigint', (column) => column.notNull())
          .addPrimaryKeyConstraint('node_members_key', ['node_key', 'user_id']),
      ),
      index(db, 'node_members', 'node_members_of_user', ['domain_id', 'user_id']),
      clustered(
        table('node_user_groups')
          .addColumn('node_key', 'bigint', (column) => column.notNull())
          .addColumn('user_group_id', 'text', (column) => column.notNull())
          .addColumn('domain_id', 'text', (column) => column.notNull())
          .addColumn('created_at', 'bigint', (column) => column.notNull())
          .addPrimaryKeyConstraint('node_user_groups_key', ['node_key', 'user_group_id']),
      ),
      index(db, 'node_user_groups', 'node_user_groups_of_group', ['domain_id', 'user_group_id']),
      clustered(
        table('node_matrices')
          .addColumn('node_key', 'bigint', (column) => column.primaryKey())
          .addColumn('node_id', 'text', (column) => column.notNull())
          .addColumn('changes', 'text', (column) => column.notNull()),
      ),
      clustered(
        table('node_settings')
          .addColumn('node_key', 'bigint', (column) => column.primaryKey())
          .addColumn('fork_disabled', 'integer')
          .addColumn('branch_names', 'text')
          .addColumn('tag_names', 'text')
          .addColumn('pre_merge_refs', 'integer')
          .addColumn('watermark', 'integer'),
      ),
      clustered(
        table('protected_refs')
          .addColumn('node_key', 'bigint', (column) => column.notNull())
          .addColumn('kind', 'text', (column) => column.notNull())
          .addColumn('name', 'text', (column) => column.notNull())
          .addColumn('number', 'integer', (column) => column.notNull())
          .addColumn('actions', 'text', (column) => column.notNull())
          .addPrimaryKeyConstraint('protected_refs_key', ['node_key', 'kind', 'name']),
      ),
      clustered(
        table('former_names')
          .addColumn('parent_key', 'bigint', (column) => column.notNull())
          .addColumn('sibling_key', 'text', (column) => column.notNull())
          .addColumn('node_id', 'text', (column) => column.notNull())
          .addPrimaryKeyConstraint('former_names_key', ['parent_key', 'sibling_key']),
      ),
      index(db, 'former_names', 'former_names_of_node', ['node_id']),
      // The first page of a long list, in its default order. Build lists whole trees.
      db.schema
        .createIndex('nodes_changed')
        .on('nodes')
        .columns(['parent_key', 'changed_at', 'key'])
        .where(sql.ref<boolean>('visibility'), 'is not', null),
      // The first page of the lists over all projects.
      db.schema
        .createIndex('nodes_created')
        .on('nodes')
        .expression(sql`type, created_at, length(id), id`)
        .where(sql.ref<boolean>('visibility'), 'is not', null),
      // No further index: a line is written with every change.
      numbered(table('audit'), 'number')
        .addColumn('at', 'bigint', (column) => column.notNull())
        .addColumn('domain_id', 'text', (column) => column.notNull())
        .addColumn('user_id', 'text', (column) => column.notNull())
        .addColumn('user_name', 'text', (column) => column.notNull())
        .addColumn('action', 'text', (column) => column.notNull())
        .addColumn('resource', 'text', (column) => column.notNull())
        .addColumn('project_id', 'text')
        .addColumn('request_id', 'text', (column) => column.notNull())
        .addColumn('address', 'text', (column) => column.notNull())
        .addColumn('refusal_code', 'text')
        .addColumn('refusal_status', 'integer'),
      clustered(
        table('tasks')
          .addColumn('id', 'text', (column) => column.primaryKey())
          .addColumn('domain_id', 'text', (column) => column.notNull())
          .addColumn('project_id', 'text', (column) => column.notNull())
          .addColumn('name', 'text', (column) => column.notNull())
          .addColumn('node_id', 'text')
          .addColumn('build_project_id', 'text', (column) => column.notNull())
          .addColumn('creator_id', 'text', (column) => column.notNull())
          .addColumn('creator_name', 'text', (column) => column.notNull())
          .addColumn('created_at', 'bigint', (column) => column.notNull())
          .addColumn('disabled_at', 'bigint')
          .addColumn('disabled_by', 'text')
          .addColumn('disabled_reason', 'text')
          .addColumn('version', 'integer', (column) => column.notNull())
          .addColumn('deleted_at', 'bigint')
          .addColumn('own_permissions', 'integer', (column) => column.notNull())
          // Long, hence last: SQLite reads through what stands before a column.
          .addColumn('definition', 'text', (column) => column.notNull()),
      ),
      // A task in the recycle bin leaves its name to others.
      db.schema
        .createIndex('tasks_name')
        .unique()
        .on('tasks')
        .columns(['domain_id', 'project_id', 'name'])
        .where(sql.ref<number | null>('deleted_at'), 'is', null),
      // What is in the recycle bin, and how many tasks are not: they are counted at each create.
      index(db, 'tasks', 'tasks_deleted', ['domain_id', 'deleted_at']),
      clustered(
        table('task_versions')
          .addColumn('task_id', 'text', (column) => column.notNull())
          .addColumn('number', 'integer', (column) => column.notNull())
          .addColumn('name', 'text', (column) => column.notNull())
          .addColumn('user_id', 'text', (column) => column.notNull())
          .addColumn('user_name', 'text', (column) => column.notNull())
          .addColumn('created_at', 'bigint', (column) => column.notNull())
          .addColumn('definition', 'text', (column) => column.notNull())
          .addPrimaryKeyConstraint('task_versions_key', ['task_id', 'number']),
      ),
      clustered(
        table('task_roles')
          .addColumn('task_id', 'text', (column) => column.notNull())
          .addColumn('role_id', 'integer', (column) => column.notNull())
          .addColumn('can_view', 'integer', (column) => column.notNull())
          .addColumn('can_edit', 'integer', (column) => column.notNull())
          .addColumn('can_delete', 'integer', (column) => column.notNull())
          .addColumn('can_run', 'integer', (column) => column.notNull())
          .addColumn('can_clone', 'integer', (column) => column.notNull())
          .addColumn('can_disable', 'integer', (column) => column.notNull())
          .addColumn('can_assign', 'integer', (column) => column.notNull())
          .addColumn('changed_at', 'bigint', (column) => column.notNull())
          .addPrimaryKeyConstraint('task_roles_key', ['task_id', 'role_id']),
      ),
      clustered(
        table('task_bins')
          .addColumn('domain_id', 'text', (column) => column.primaryKey())
          .addColumn('keep_days', 'integer', (column) => column.notNull()),
      ),
      clustered(
        table('task_followers')
          .addColumn('task_id', 'text', (column) => column.notNull())
          .addColumn('user_id', 'text', (column) => column.notNull())
          .addPrimaryKeyConstraint('task_followers_key', ['task_id', 'user_id']),
      ),
    ];
  },
};

function sequences(db: Kysely<unknown>, engine: Engine): Compilable[] {
  if (engine === 'postgres') {
    return sequenceNames.map((name) => ({
      compile: () => sql`create sequence ${sql.id(sequenceName(name))}`.compile(db),
    }));
  }
  const table = db.schema
    .createTable('sequences')
    .addColumn('name', 'text', (column) => column.primaryKey())
    .addColumn('value', 'integer', (column) => column.notNull())
    .modifyEnd(sql`without rowid`);
  return [table];
}

function index(db: Kysely<unknown>, table: string, name: string, columns: string[]) {
  return db.schema.createIndex(name).on(table).columns(columns);
}

function nodeColumns(builder: CreateTableBuilder<string, never>) {
  return builder
    .addColumn('key', 'bigint', (column) => column.notNull())
    .addColumn('parent_key', 'bigint', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('path', 'text', (column) => column.notNull())
    .addColumn('name_path', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('sibling_key', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('visibility', 'text')
    .addColumn('type', 'integer', (column) => column.notNull())
    .addColumn('ordinal', 'integer', (column) => column.notNull())
    .addColumn('creator_id', 'text', (column) => column.notNull())
    .addColumn('creator_name', 'text', (column) => column.notNull())
    .addColumn('creator_number', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('changed_at', 'bigint', (column) => column.notNull())
    .addColumn('updater_name', 'text');
}
