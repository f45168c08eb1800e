import type { GitService } from '../../domain/repositories/index.ts';

/** What a request of git is about. */
export interface GitTarget {
  /** The project and the names of groups down to the repository. */
  readonly projectId: string;
  readonly names: readonly string[];
  readonly service: GitService;
  /** Whether it only asks what there is. */
  readonly advertises: boolean;
}

/** What the end of a path says of the request. */
export type GitEnding = 'info/refs' | GitService;

const pattern = /^\/([0-9a-f]{32})\/(.+)\.git\/(?:info\/refs|git-(upload-pack|receive-pack))$/i;

/**
 * What is asked for at a path that is one of git's, undefined for any other; `asked` is the parameter
 * `service`. Nothing is served to clients that know no service but plain files.
 * Source: git's manual, gitprotocol-http; CodeArts Repo, clone addresses.
 */
export function gitTarget(
  method: string,
  path: string,
  asked: string | null,
): GitTarget | 'plain-files' | undefined {
  const [, projectId = '', names = '', posted] = pattern.exec(path) ?? [];
  if (names === '' || method !== (posted === undefined ? 'GET' : 'POST')) return undefined;
  const service = posted ?? /^git-(upload-pack|receive-pack)$/.exec(asked ?? '')?.[1];
  if (service === undefined) return 'plain-files';
  return {
    projectId: projectId.toLowerCase(),
    names: names.split('/'),
    service: service as GitService,
    advertises: posted === undefined,
  };
}
