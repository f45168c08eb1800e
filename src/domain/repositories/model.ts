import type { Node } from '../tree/index.ts';

/** What is kept of a repository beside its node. */
export interface RepositoryFacts {
  /** 32 hexadecimal characters: its place among the files, and its id in V1 and V2. */
  readonly uuid: string;
  readonly defaultBranch: string;
  /** When something was pushed last, or its creation. */
  readonly lastActivityAt: number;
}

/** A git repository: a leaf of its project's tree of repository groups. */
export type Repository<Shown extends Node = Node> = Shown & RepositoryFacts;
