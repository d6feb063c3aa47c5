// The flags of a command that serves HTTP, spelt as by the other Prometheus exporters, and their meaning for the server.
import type { Command } from 'commander';
import { listFlag, switchFlag, textFlag } from '../../flags/declare.ts';
import { readFlagFile, type FlagFile } from '../../flags/file.ts';
import { parseListenAddress, type ListenAddress } from '../../flags/listen-address.ts';
import { parseCount } from '../../flags/quantity.ts';
import type { FlagReader } from '../../flags/reader.ts';
import { UsageError } from '../../io.ts';
import { HEALTH_PATHS } from '../http/handler.ts';
import { DEFAULT_CONNECTIONS, type HttpOptions } from '../http/server.ts';
import { readTlsOptions } from '../http/tls.ts';
import { parseWebConfig, type WebConfig } from './file.ts';

const DEFAULT_ADDRESS = '127.0.0.1:9292';

export function addWebFlags(command: Command): Command {
  return command
    .addOption(
      listFlag(
        '--web.listen-address <host:port>',
        'address to listen on (repeatable)',
        [DEFAULT_ADDRESS],
        DEFAULT_ADDRESS,
      ),
    )
    .option('--web.telemetry-path <path>', 'path of the metrics', '/metrics')
    .addOption(
      textFlag('--web.config.file <file>', 'YAML file with TLS, basic authentication, rate limit and response headers'),
    )
    .addOption(switchFlag('--web.health-without-auth', `serve ${HEALTH_PATHS.join(' and ')} without authentication`))
    .addOption(
      textFlag(
        '--web.max-connections <count>',
        'maximum number of connections per client address; above it, a new one replaces the idlest',
        String(DEFAULT_CONNECTIONS),
      ),
    );
}

/** What the flags decide. */
export type WebSettings = Omit<HttpOptions, 'offersOpenMetrics' | 'comparePassword' | 'refusals'>;

/** Reads the web configuration and the certificates in it. */
export function readWebFlags(reader: FlagReader): WebSettings {
  return {
    addresses: reader.values('--web.listen-address', parseTcpAddress),
    telemetryPath: reader.value('--web.telemetry-path', parsePath),
    healthWithoutAuth: reader.isSet('--web.health-without-auth'),
    limits: { connections: reader.value('--web.max-connections', parseCount(1)) },
    ...readWebConfig(reader),
  };
}

/** Refuses the kinds of sockets that other exporters take here, by name. */
function parseTcpAddress(text: string): ListenAddress {
  const [, scheme] = /^(vsock|unix|systemd):/.exec(text) ?? [];
  if (scheme !== undefined) throw new UsageError(`${scheme} sockets are not supported, only TCP, as in 127.0.0.1:9292`);
  return parseListenAddress(text);
}

function parsePath(text: string): string {
  if (/^\/[\w./~-]*$/.test(text) && !HEALTH_PATHS.some((path) => path === text)) return text;
  throw new UsageError(`must be a path such as /metrics, other than ${HEALTH_PATHS.join(' and ')}`);
}

/** Problems in the file carry its name, line and column instead of the flag. */
function readWebConfig(reader: FlagReader): Partial<WebConfig> {
  const file = reader.optional('--web.config.file', readFlagFile);
  return (file && reader.attempt(() => usableConfig(file))) ?? {};
}

function usableConfig(file: FlagFile): WebConfig {
  const config = parseWebConfig(file);
  try {
    if (config.tls !== undefined) readTlsOptions(config.tls);
  } catch (cause) {
    const what = 'tls_server_config: certificates or protocol settings cannot be used';
    throw new UsageError(`${file.file}: ${what}: ${(cause as Error).message}`, { cause });
  }
  return config;
}
