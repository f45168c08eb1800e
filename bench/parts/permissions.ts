import { Guard } from '../../src/domain/access/index.ts';
import { authorizeInProject } from '../../src/domain/projects/index.ts';
import { type CredentialDesk, identify, verify } from '../../src/http/credentials.ts';
import type { Bench } from '../bench.ts';
import { type Call, type CredentialName, RequestWriter } from '../load/requests.ts';
import { newData } from '../scenes/caller.ts';
import { type HeldCaller, heldCallers } from '../scenes/held-callers.ts';

/** What it costs to know who calls and what they may, in this process, with nothing else done. */
export interface PermissionFigures {
  /** As many requests are asked about at the same time. */
  readonly together: number;
  readonly series: readonly {
    readonly credential: CredentialName;
    readonly policies: number;
    /** Processor time of a request, in µs, round by round. */
    readonly micros: readonly number[];
  }[];
}

const counts = [0, 10, 100];
const together = 32;
const requests = 20_000;
const requirement = {
  action: 'codeartsbuild:group:createGroup',
  policy: 'may-deny',
  point: 'build-group.manage',
} as const;

export async function measurePermissions(bench: Bench): Promise<PermissionFigures> {
  const { plan, directory, progress } = bench;
  const data = { directory: `${directory}/data` };
  return newData(data, async (open, like, making) => {
    progress('preparing users with 0, 10 and 100 policies');
    const { projectId, callers } = await heldCallers(open, like, making, counts);
    const guard = new Guard(open.store);
    const desk = { store: open.store, vault: open.vault, guard };
    const series = (['token', 'AK/SK'] as const).flatMap((credential) =>
      callers.map((held) => ({
        credential,
        policies: held.policies,
        ask: asking(desk, held, credential, projectId),
        micros: [] as number[],
      })),
    );
    for (const { ask } of series) await cpuMicros(ask);
    for (let round = 0; round < plan.rounds; round++) {
      progress(`round ${round + 1}`);
      for (const { ask, micros } of series) micros.push(await cpuMicros(ask));
    }
    await guard.close();
    return {
      together,
      series: series.map(({ credential, policies, micros }) => ({ credential, policies, micros })),
    };
  });
}

/** One request of a caller, as the server asks about it: who it is, and whether they may. */
function asking(
  desk: CredentialDesk,
  { caller, token }: HeldCaller,
  credential: CredentialName,
  projectId: string,
): () => Promise<void> {
  const call: Call = {
    method: 'POST',
    path: `/v1/job/${projectId}/group/create`,
    body: { name: 'New group-53994140' },
  };
  const text = new RequestWriter(caller, 8080, token).write(call, credential);
  const [head = '', body = ''] = text.split('\r\n\r\n');
  const [, ...lines] = head.split('\r\n');
  const rawHeaders = lines.flatMap((line) => {
    const mark = line.indexOf(': ');
    return [line.slice(0, mark), line.slice(mark + 2)];
  });
  const headers = Object.fromEntries(
    lines.map((line) => {
      const mark = line.indexOf(': ');
      return [line.slice(0, mark).toLowerCase(), line.slice(mark + 2)];
    }),
  );
  const { method, path: rawTarget } = call;
  const request = { method, rawTarget, body: Buffer.from(body) };
  return async () => {
    const now = Date.now();
    const identification = await identify(desk, { rawHeaders, headers }, '127.0.0.1', now);
    verify(desk, identification, request, now);
    const { principal } = identification.caller;
    const origin = { requestId: '', address: '127.0.0.1', time: now };
    await desk.store.consult((records) =>
      authorizeInProject(records, principal, requirement, projectId, origin),
    );
  };
}

/** Processor time of this process for one of many requests, in µs. */
async function cpuMicros(ask: () => Promise<void>): Promise<number> {
  const before = process.cpuUsage();
  for (let done = 0; done < requests; done += together) {
    await Promise.all(Array.from({ length: together }, ask));
  }
  const { user, system } = process.cpuUsage(before);
  return (user + system) / requests;
}
