// `rsyslog-pstat generate` through the front door, in this process.
import { runCli, type Ran } from './run-cli.ts';

export const generate = (...args: readonly string[]): Promise<Ran> => runCli(['generate', ...args]);
