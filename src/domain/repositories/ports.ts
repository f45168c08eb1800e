import type { Node } from '../tree/index.ts';
import type { RepositoryFacts } from './model.ts';

/** What a repository starts with, where it does not start empty. */
export interface FirstCommit {
  readonly author: { readonly name: string; readonly email: string };
  /** In ms. */
  readonly at: number;
  readonly message: string;
  readonly files: readonly { readonly path: string; readonly content: string }[];
}

/** What lies in a repository at the moment. */
export interface RepositoryContent {
  readonly branches: number;
  readonly tags: number;
  /** No commit on any branch or tag. */
  readonly empty: boolean;
  readonly bytes: number;
  /** On the default branch. */
  readonly commits: number;
}

/** Bare git repositories, each in a place named by its uuid. */
export interface RepositoryFiles {
  /** Makes an empty bare repository, with a first commit where one is given; durable when it resolves. */
  create(
    uuid: string,
    start: { readonly defaultBranch: string; readonly firstCommit?: FirstCommit },
  ): Promise<void>;
  /** Branches, tags, bytes, and the commits on the default branch. */
  describe(uuid: string): Promise<RepositoryContent>;
  hasBranch(uuid: string, branch: string): Promise<boolean>;
  /** Whether there is such a branch or not. */
  setDefaultBranch(uuid: string, branch: string): Promise<void>;
  /** Removes it for good; nothing happens when it is not there. */
  remove(uuid: string): Promise<void>;
  /** The uuids of all that are there. */
  list(): Promise<readonly string[]>;
}

/** What is kept of repositories beside their nodes; it goes when the nodes go. */
export interface RepositoryRecords {
  /** Its files are needed from now on. */
  insertRepository(repository: RepositoryFacts & { readonly id: string }): Promise<void>;
  /** By the ids of their nodes. */
  repositoriesOf(ids: readonly string[]): Promise<ReadonlyMap<string, RepositoryFacts>>;
  /** Some of all, also of those whose deletion can be undone, by uuid from the first after one. */
  listRepositories(after: string): Promise<readonly RepositoryFacts[]>;
  /** The id of the node of the repository with the uuid. */
  idOf(uuid: string): Promise<string | undefined>;
  /** Notes that files may be there that no repository has: they will be, or its creation fails. */
  noteUnneeded(uuid: string): Promise<void>;
  /** Some of those whose files no repository has, made before a uuid. */
  listUnneeded(before: string): Promise<readonly string[]>;
  /** Those of them whose files no repository has. */
  unneededAmong(uuids: readonly string[]): Promise<readonly string[]>;
  /** Their files are gone. */
  forgetUnneeded(uuids: readonly string[]): Promise<void>;
  setDefaultBranch(node: Node, branch: string): Promise<void>;
  noteActivity(node: Node, at: number): Promise<void>;
  /** Makes members of a new repository of all whom the project has, but for the two creators. */
  importMembers(node: Node, at: number): Promise<void>;
}
