/** Bytes in the portions in which they come; who reads them sets the pace. */
export type Bytes = AsyncIterable<Uint8Array>;

/** What git offers to clients: to fetch, and to push. */
export type GitService = 'upload-pack' | 'receive-pack';

/** The request that git works for. */
export interface GitWork {
  /** Aborts when nobody waits any more; what is not finished then leaves nothing behind. */
  readonly signal: AbortSignal;
  /** What the client says of the protocol's versions that it speaks. */
  readonly protocol?: string | undefined;
}

/** What a push is about, by full names. */
export interface PushedRefs {
  readonly refs: readonly string[];
  /** Those of them of which nothing may be lost. */
  readonly fastForwardOnly: readonly string[];
}

/** The branches of a repository once a push is in, `main`. */
export interface Branches {
  readonly there: ReadonlySet<string>;
  /** The one that HEAD names, whether it is there or not. */
  readonly head: string;
}

/**
 * Git at work on repositories, which are named by their uuids, in the words of its own protocol. All
 * throw GitUnavailable before they do anything. Source: git's manual, gitprotocol-http.
 */
export interface GitTransport {
  /** What a service has to offer to a client that begins. */
  advertise(uuid: string, service: GitService, work: GitWork): Bytes;
  /** Answers a request to fetch. Throws GitRefused where git has not begun to answer. */
  upload(uuid: string, request: Bytes, work: GitWork): Bytes;
  /**
   * Takes a push in, and answers what git reports of it. What has arrived need not be durable yet:
   * that takes `settle`.
   */
  receive(uuid: string, request: Bytes, pushed: PushedRefs, work: GitWork): Bytes;
  /** Makes what was pushed to these refs outlast a power cut. */
  settle(uuid: string, refs: readonly string[]): Promise<Branches>;
  /**
   * Puts together what pushes have left in pieces, in one of the repositories where these are many;
   * answers whether there are more such. When the signal aborts, nothing has changed.
   */
  tidyUp(signal: AbortSignal): Promise<boolean>;
}
