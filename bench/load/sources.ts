import type { Site } from '../scenes/sites.ts';
import type { Call, CredentialName, RequestWriter } from './requests.ts';

export type CreateName = 'CreateJobGroup' | 'CreateGroup';

/** Where the requests of a burst come from. */
export interface Source {
  /** Requests for a burst that sends `most` at most; fewer are sent from the start again. */
  next(most: number): readonly string[];
  /** Says how many of the last ones were sent. */
  sent(count: number): void;
}

/** The vendor's example requests with ids and names of ours, names as long as theirs. */
const creates: Record<CreateName, (site: Site, serial: string) => Call> = {
  CreateJobGroup: ({ projectId, parentId }, serial) => ({
    method: 'POST',
    path: `/v1/job/${projectId}/group/create`,
    body: { project_id: projectId, name: `New group-${serial}`, parent_id: parentId },
  }),
  CreateGroup: ({ projectId }, serial) => ({
    method: 'POST',
    path: `/v4/${projectId}/groups`,
    body: { name: `TG${serial}`, description: '', visibility: 'private' },
  }),
};

/** Calls of one operation, no two of which create the same group. */
export class Creates {
  readonly #operation: CreateName;
  readonly #siteOf: (serial: number) => Site;
  #used = 0;

  /** `siteOf` says where the group with that serial number is created. */
  constructor(operation: CreateName, siteOf: (serial: number) => Site) {
    this.#operation = operation;
    this.#siteOf = siteOf;
  }

  /** Requests that nobody has sent yet, and that nobody else is given once they were sent. */
  fresh(writer: RequestWriter, credential: CredentialName): Source {
    let supplied = 0;
    return {
      next: (most) => {
        supplied = most;
        return this.#write(writer, credential, most);
      },
      sent: (count) => {
        if (count > supplied) throw new Error('the server was faster than the supply');
        this.#used += count;
      },
    };
  }

  /** Requests of the same kind and length for who does not remember them. */
  sample(writer: RequestWriter, credential: CredentialName): Source {
    return {
      next: () => this.#write(writer, credential, sampleSize),
      sent: () => undefined,
    };
  }

  #write(writer: RequestWriter, credential: CredentialName, count: number): string[] {
    const call = creates[this.#operation];
    return Array.from({ length: count }, (_, i) => {
      const serial = this.#used + i;
      return writer.write(call(this.#siteOf(serial), String(serial).padStart(8, '0')), credential);
    });
  }
}

const sampleSize = 2000;

/** The same calls again and again, with a token. */
export function repeated(writer: RequestWriter, calls: readonly Call[]): Source {
  const requests = calls.map((call) => writer.write(call, 'token'));
  return { next: () => requests, sent: () => undefined };
}
