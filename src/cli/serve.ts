import { Command } from 'commander';
import { version } from '../version.ts';
import { firstSteps } from './first-steps.ts';
import {
  type ServeSettings,
  serverConfiguration,
  settingsOf,
  withServeOptions,
} from './settings.ts';
import { stopWhenTold } from './stopping.ts';

const passwordsInTheOpen =
  'WARNING: git may send passwords over plain http: whoever is on the way can read them.';

/** `atelier serve`: runs the server until it is told to stop. */
export function serveCommand(): Command {
  return withServeOptions(new Command('serve'))
    .description('serve the APIs until stopped')
    .action(async (_options, command: Command) => {
      const settings = settingsOf<ServeSettings>(command);
      const configuration = serverConfiguration(settings);
      const { startServer } = await import('../main.ts');
      const server = await startServer(configuration);
      stopWhenTold(server, settings.drain + settings.stopTimeout);

      const { endpoint, metricsUrl, data } = server;
      const lines = [
        `Atelier ${version} serves ${endpoint}, data in ${data.place}`,
        'Signatures, tokens and permissions are on.',
        ...(settings.gitOverPlainHttp && settings.tlsCert === undefined
          ? [passwordsInTheOpen]
          : []),
        ...(metricsUrl === undefined ? [] : [`Metrics: ${metricsUrl}`]),
      ];
      try {
        if (data.first) {
          const where = { terminal: process.stdout.isTTY === true, directory: settings.data };
          lines.push('', firstSteps(endpoint, data.first, where));
        }
      } catch (error) {
        await server.stop();
        throw error;
      }
      process.stdout.write(`${lines.join('\n')}\n`);
    });
}
