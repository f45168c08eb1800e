import { Command } from 'commander';
import { operatorGrant } from '../domain/access/index.ts';
import type { Grant } from '../domain/kernel/index.ts';
import type { OpenData } from '../open-data.ts';
import { type DataSettings, dataLocation, withDataOptions } from './settings.ts';
import { type Rows, table } from './table.ts';

/** The open data and the right of whoever may read it. */
export interface Desk extends Omit<OpenData, 'first' | 'close'> {
  readonly grant: Grant;
  readonly now: number;
  /** What the command's own options were set to. */
  readonly options: Readonly<Record<string, unknown>>;
}

/**
 * A command that works on the data beside a running server, which sees the change at its next
 * request. What `run` answers is shown as a table, or as JSON with `--json`.
 */
export function dataCommand<Arguments extends readonly (string | undefined)[]>(
  synopsis: string,
  description: string,
  run: (desk: Desk, ...words: Arguments) => Promise<Rows>,
): Command {
  const [name = '', ...parameters] = synopsis.split(' ');
  const command = new Command(name).description(description);
  for (const parameter of parameters) command.argument(parameter);
  return withDataOptions(command)
    .option('--json', 'print JSON', false)
    .action(async (...all: unknown[]) => {
      const settings = command.opts() as DataSettings & { json: boolean };
      const words = all.slice(0, -2) as unknown as Arguments;
      const { openBeside } = await import('../open-data.ts');
      const data = await openBeside(dataLocation(settings));
      try {
        const [account] = await data.store.read((records) => records.access.listAccounts());
        if (!account) throw new Error(`${data.place} holds no account`);
        const grant = operatorGrant(account);
        const desk = { ...data, grant, now: data.clock.now(), options: command.opts() };
        const rows = await run(desk, ...words);
        process.stdout.write(settings.json ? `${JSON.stringify(rows, null, 2)}\n` : table(rows));
      } finally {
        await data.close();
      }
    });
}
