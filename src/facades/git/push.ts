import {
  type Bytes,
  effectiveRules,
  type GitWork,
  isRefName,
  judgePush,
  notePush,
  type OpenedRepository,
} from '../../domain/repositories/index.ts';
import { PktReader } from './pkt-lines.ts';
import {
  type PushCommand,
  type PushCommands,
  readCommands,
  writeCommands,
} from './push-commands.ts';
import {
  type PushReport,
  passProgress,
  type RefReport,
  reportStyle,
  writeReport,
} from './push-report.ts';
import type { GitShop } from './shop.ts';

/** What is known of the refs of a push before git has a look at them. */
interface JudgedPush {
  readonly allowed: readonly PushCommand[];
  readonly fastForwardOnly: readonly string[];
  readonly refused: readonly RefReport[];
}

/** What git says of a ref that the hook has refused. */
const declined = 'hook declined';

/**
 * Takes a push: its refs are judged before git is started, what git says on the way is passed on,
 * and its report is told once all of it is durable and noted. `onRefused` is told what was refused.
 */
export async function* push(
  shop: GitShop,
  opened: OpenedRepository,
  request: Bytes,
  work: GitWork,
  onRefused: (reasons: readonly RefReport[]) => Promise<void>,
): Bytes {
  const reader = new PktReader(request);
  const asked = await readCommands(reader);
  if (!asked) return;
  const style = reportStyle(asked.capabilities);
  const judged = await judge(shop, opened, asked);
  let report: PushReport | undefined;
  if (judged.allowed.length === 0) {
    // Git reads no answer before it has sent everything.
    for await (const _ of reader.rest());
    report = { unpack: 'ok', refs: [] };
  } else {
    const { uuid } = opened.repository;
    const refs = judged.allowed.map(({ ref }) => ref);
    const passed = beginningWith(writeCommands(asked, judged.allowed), reader.rest());
    const { fastForwardOnly } = judged;
    const output = shop.transport.receive(uuid, passed, { refs, fastForwardOnly }, work);
    report = yield* passProgress(output, style);
    if (!report) throw new Error('git did not report what became of a push');
    report = await settled(shop, opened, explained(report, fastForwardOnly));
  }
  if (judged.refused.length > 0) await onRefused(judged.refused);
  yield writeReport(
    { ...report, refs: inOrder(asked, [...report.refs, ...judged.refused]) },
    style,
  );
}

async function judge(
  { store }: GitShop,
  opened: OpenedRepository,
  { commands, capabilities }: PushCommands,
): Promise<JudgedPush> {
  const rules = await store.read((records) => effectiveRules(records, opened.repository));
  const judgements = judgePush(rules, opened.pusher, commands).map((judgement) =>
    isRefName(judgement.ref) ? judgement : { ...judgement, refusal: 'this is no name of a ref' },
  );
  const isRefused = judgements.some(({ refusal }) => refusal !== undefined);
  const allOrNothing = isRefused && capabilities.has('atomic');
  const refused = judgements.flatMap(({ ref, refusal }) => {
    const reason =
      refusal ?? (allOrNothing ? 'another ref of the atomic push was refused' : undefined);
    return reason === undefined ? [] : [{ ref, refusal: reason }];
  });
  const out = new Set(refused.map(({ ref }) => ref));
  return {
    allowed: commands.filter(({ ref }) => !out.has(ref)),
    fastForwardOnly: judgements
      .filter(({ ref, fastForwardOnly }) => fastForwardOnly && !out.has(ref))
      .map(({ ref }) => ref),
    refused,
  };
}

/** Makes what arrived durable and notes it; what could not be noted did not succeed. */
async function settled(
  { store, transport, repositories, kinds, clock }: GitShop,
  opened: OpenedRepository,
  report: PushReport,
): Promise<PushReport> {
  const accepted = report.refs.filter(({ refusal }) => refusal === undefined);
  if (accepted.length === 0) return report;
  const { uuid } = opened.repository;
  const refs = accepted.map(({ ref }) => ref);
  const branches = await transport.settle(uuid, refs);
  const noted = await store.write((records) =>
    notePush(records, opened, kinds, { refs, branches }, clock.now()),
  );
  if (noted !== branches.head) await repositories.setDefaultBranch(uuid, noted);
  return report;
}

function explained(report: PushReport, fastForwardOnly: readonly string[]): PushReport {
  const refs = report.refs.map((each) =>
    each.refusal === declined && fastForwardOnly.includes(each.ref)
      ? { ...each, refusal: 'the branch is protected: what is there may not be replaced by force' }
      : each,
  );
  return { ...report, refs };
}

function inOrder({ commands }: PushCommands, refs: readonly RefReport[]): RefReport[] {
  const byRef = new Map(refs.map((each) => [each.ref, each]));
  return commands.flatMap(({ ref }) => byRef.get(ref) ?? []);
}

async function* beginningWith(beginning: Uint8Array, rest: Bytes): Bytes {
  yield beginning;
  yield* rest;
}
