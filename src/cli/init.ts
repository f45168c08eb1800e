import { Command } from 'commander';
import { UsageError } from './failure.ts';
import { credentialsDocument, firstSteps } from './first-steps.ts';
import {
  type DataSettings,
  premises,
  type ServeSettings,
  settingsOf,
  withServerOptions,
} from './settings.ts';

/** `atelier init`: makes account, root user, projects and key without serving. */
export function initCommand(): Command {
  return withServerOptions(new Command('init'))
    .description('prepare an empty data directory and show the first credentials')
    .option('--json', 'print them as JSON, secrets included', false)
    .action(async (_options, command: Command) => {
      const settings = settingsOf<
        DataSettings &
          Pick<ServeSettings, 'host' | 'port' | 'regions' | 'tlsCert'> & { json: boolean }
      >(command);
      const { openData } = await import('../open-data.ts');
      const data = await openData(premises(settings, settings.regions));
      await data.close();
      const { first, place } = data;
      if (!first) throw new UsageError(`${place} is in use already`);
      const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
      const endpoint = `${settings.tlsCert ? 'https' : 'http'}://${host}:${settings.port}`;
      const where = { terminal: process.stdout.isTTY === true, directory: settings.data };
      const text = settings.json
        ? JSON.stringify(credentialsDocument(endpoint, first), null, 2)
        : firstSteps(endpoint, first, where);
      process.stdout.write(`${text}\n`);
    });
}
