import type { RefUpdate } from '../../domain/repositories/index.ts';
import { flush, type PktReader, ProtocolError, pktLine } from './pkt-lines.ts';

/** One ref of a push: from which object to which, each zero where there is none. */
export interface PushCommand extends RefUpdate {
  readonly line: string;
}

/** What stands before the pack of a push. */
export interface PushCommands {
  readonly commands: readonly PushCommand[];
  readonly shallow: readonly string[];
  readonly capabilities: ReadonlySet<string>;
}

/** A push of more refs is refused. */
const commandsAtMost = 10_000;

/**
 * Reads the commands of a push; what the client reads next from it is the pack. Undefined where the
 * push says nothing at all. Throws ProtocolError. Source: git's manual, gitprotocol-pack.
 */
export async function readCommands(reader: PktReader): Promise<PushCommands | undefined> {
  const commands: PushCommand[] = [];
  const shallow: string[] = [];
  let capabilities: ReadonlySet<string> = new Set();
  for (;;) {
    const content = await reader.next();
    if (content === undefined && commands.length === 0 && shallow.length === 0) return undefined;
    if (content === undefined) throw new ProtocolError('the push has no end');
    if (content === 'flush') break;
    const [line = '', asked] = textOf(content).replace(/\n$/, '').split('\0');
    if (asked !== undefined) capabilities = new Set(asked.trim().split(' '));
    if (/^shallow [0-9a-f]{40}$/.test(line)) shallow.push(line);
    else commands.push(commandOf(line));
    if (commands.length + shallow.length > commandsAtMost) {
      throw new ProtocolError(`a push is of at most ${commandsAtMost} refs`);
    }
  }
  for (const asked of capabilities) {
    if (asked.startsWith('object-format=') && asked !== 'object-format=sha1') {
      throw new ProtocolError('objects are named by SHA-1');
    }
  }
  return commands.length === 0 ? undefined : { commands, shallow, capabilities };
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** What is judged and what git is given is one text: bytes that are none are not replaced. */
function textOf(content: Buffer): string {
  try {
    return utf8.decode(content);
  } catch {
    throw new ProtocolError('a name is not in UTF-8');
  }
}

function commandOf(line: string): PushCommand {
  const [, from = '', to = '', ref = ''] = /^([0-9a-f]{40}) ([0-9a-f]{40}) (.+)$/.exec(line) ?? [];
  if (ref === '') throw new ProtocolError('a command of the push is not understood');
  const none = (id: string) => /^0+$/.test(id);
  return { line, ref, kind: none(to) ? 'delete' : none(from) ? 'create' : 'update' };
}

/** The beginning of a push of these commands alone. Throws ProtocolError. */
export function writeCommands(
  { shallow, capabilities }: PushCommands,
  commands: readonly PushCommand[],
): Buffer {
  const asked = [...capabilities].join(' ');
  const lines = commands.map(({ line }, i) =>
    pktLine(i === 0 ? `${line}\0${asked}\n` : `${line}\n`),
  );
  return Buffer.concat([...shallow.map((line) => pktLine(`${line}\n`)), ...lines, flush]);
}
