// Runs `doctor` in this process, as the command line would.
import type { CheckFinding } from '../../src/doctor/index.ts';
import { runCli, type Ran } from '../commands/run-cli.ts';

export const doctor = (flags: readonly string[]): Promise<Ran> => runCli(['doctor', ...flags], [], Date.now);

export async function findings(flags: readonly string[]): Promise<{ code: number; found: readonly CheckFinding[] }> {
  const { code, stdout } = await doctor([...flags, '--format', 'json']);
  return { code, found: JSON.parse(stdout) as CheckFinding[] };
}
