// The flags of a command that serves HTTP, spelt as by Prometheus's other exporters, and what they mean for the server.
import { Option, type Command } from 'commander';
import { UsageError } from '../../io.ts';
import { parseListenAddress, type ListenAddress } from '../http/address.ts';
import type { HttpOptions } from '../http/server.ts';
import { readTlsOptions } from '../http/tls.ts';
import { loadWebConfig } from './file.ts';

const DEFAULT_ADDRESS = '127.0.0.1:9292';
const RESERVED = ['/-/healthy', '/-/ready'];

/** What commander makes of the flags. */
export interface WebFlags {
  readonly 'web.listenAddress'?: readonly string[];
  readonly 'web.telemetryPath': string;
  readonly 'web.config.file'?: string;
}

export function addWebFlags(command: Command): Command {
  const address = new Option(
    '--web.listen-address <host:port>',
    `where to listen; several times (default: ${DEFAULT_ADDRESS})`,
  ).argParser((value: string, others: readonly string[] = []) => [...others, value]);
  return command
    .addOption(address)
    .option('--web.telemetry-path <path>', 'where the metrics are found', '/metrics')
    .option('--web.config.file <file>', 'YAML file with TLS, basic authentication and response headers');
}

/**
 * Reads the web configuration and the certificates in it.
 *
 * @throws UsageError with all problems of all three flags
 */
export function readWebFlags(flags: WebFlags): Omit<HttpOptions, 'offersOpenMetrics'> {
  const problems: string[] = [];
  const addresses: ListenAddress[] = [];
  for (const text of flags['web.listenAddress'] ?? [DEFAULT_ADDRESS]) {
    const address = parseListenAddress(text);
    if ('problem' in address) problems.push(address.problem);
    else addresses.push(address);
  }
  const path = flags['web.telemetryPath'];
  if (!/^\/[\w./~-]*$/.test(path) || RESERVED.includes(path)) {
    problems.push(
      `--web.telemetry-path ${JSON.stringify(path)}: must be a path such as /metrics, other than ${RESERVED.join(' and ')}`,
    );
  }
  const web = readWebConfig(flags['web.config.file'], problems);
  if (problems.length > 0) throw new UsageError(problems);
  return { addresses, telemetryPath: path, ...web };
}

function readWebConfig(file: string | undefined, problems: string[]): Pick<HttpOptions, 'tls' | 'users' | 'headers'> {
  if (file === undefined) return {};
  const config = loadWebConfig(file);
  if ('problems' in config) {
    problems.push(...config.problems);
    return {};
  }
  try {
    if (config.tls !== undefined) readTlsOptions(config.tls);
  } catch (error) {
    problems.push(
      `${file}: tls_server_config: certificates or protocol settings cannot be used: ${(error as Error).message}`,
    );
  }
  return config;
}
