import type { Answer, Send } from '../concurrency/client.ts';
import type { ServerProcess } from './server-process.ts';

/** What a case of a write needs to know. */
export interface Scene {
  readonly send: Send;
  readonly first: NonNullable<ServerProcess['first']>;
  /** A name that a trace cannot take for another. */
  name(): string;
}

/** One successful call of each of some operations, by service and operation. */
export type Writes = Readonly<Record<string, (scene: Scene) => Promise<Answer>>>;
