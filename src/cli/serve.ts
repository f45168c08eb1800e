import { Command } from 'commander';
import { firstSteps } from './first-steps.ts';
import {
  type ServeSettings,
  serverConfiguration,
  settingsOf,
  withServeOptions,
} from './settings.ts';
import { version } from './version.ts';

/** `atelier serve`: runs the server until it is told to stop. */
export function serveCommand(): Command {
  return withServeOptions(new Command('serve'))
    .description('serve the APIs until stopped')
    .action(async (_options, command: Command) => {
      const settings = settingsOf<ServeSettings>(command);
      const configuration = serverConfiguration(settings);
      const { startServer } = await import('../main.ts');
      const server = await startServer(configuration);
      const lines = [
        `Atelier ${version} serves ${server.endpoint}, data in ${settings.data}`,
        'Signatures, tokens and permissions are on.',
      ];
      if (server.data.first) {
        const terminal = process.stdout.isTTY === true;
        const where = { terminal, directory: settings.data };
        lines.push('', firstSteps(server.endpoint, server.data.first, where));
      }
      process.stdout.write(`${lines.join('\n')}\n`);

      const stop = () => void server.stop();
      process.on('SIGTERM', stop);
      process.on('SIGINT', stop);
      // A launcher that dies takes its server with it.
      process.once('disconnect', stop);
      process.channel?.unref();
    });
}
