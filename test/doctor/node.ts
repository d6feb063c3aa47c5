// A node as an operator would set it up: rsyslogd with the generated configuration, the exporter as its child, node-exporter.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exporterProgram, type ExporterProgram } from '../peers/exporter-program.ts';
import { startNodeExporter, type NodeExporter } from '../peers/node-exporter.ts';
import { freePort } from '../peers/port.ts';
import { startRsyslogd, type Rsyslogd } from '../peers/rsyslogd.ts';
import { tempDir } from '../peers/temp.ts';
import { until } from '../peers/until.ts';
import { generate, IDENTITY } from '../relp-config/generate.ts';

export interface NodeOptions {
  /** changes the generated configuration */
  readonly edit?: (config: string) => string;
  /** further keys of the RsyslogRelpConfig */
  readonly relp?: object;
  /** further flags of the exporter */
  readonly exporterFlags?: string;
  /** folder that node-exporter looks at; default: the one with the textfile */
  readonly servedDir?: string;
  /** with this fault no statistics arrive */
  readonly isSilent?: boolean;
}

export interface TestNode extends AsyncDisposable {
  readonly dir: string;
  readonly textfile: string;
  readonly rsyslogd: Rsyslogd;
  readonly nodeExporter: NodeExporter;
  readonly exporter: ExporterProgram;
  /** of `doctor` */
  readonly flags: readonly string[];
}

export async function startNode(options: NodeOptions = {}): Promise<TestNode> {
  const dir = tempDir();
  const textfiles = join(dir, 'textfiles');
  mkdirSync(textfiles);
  const textfile = join(textfiles, 'rsyslog_pstats.prom');
  const relp = join(dir, 'relp.yaml');
  const head = { apiVersion: 'rsyslog-relp.extensions.gardener.cloud/v1alpha1', kind: 'RsyslogRelpConfig' };
  const target = { target: '127.0.0.1', port: await freePort(), loggingRules: [{ severity: 7 }], resumeRetryCount: -1 };
  writeFileSync(relp, JSON.stringify({ ...head, ...target, ...options.relp }));
  const program = exporterProgram(dir, {}, options.exporterFlags);
  const files = ['--binary', program.path, '--textfile', textfile, '--spool-dir', dir];
  const flags = ['--relp-config', relp, '--interval', '1', '--input', 'none', ...files, ...IDENTITY];
  const { stdout, problems } = await generate(flags);
  if (problems.length > 0) throw new Error(problems.join('\n'));
  // Included, as from /etc/rsyslog.d.
  writeFileSync(join(dir, 'audit.conf'), options.edit?.(stdout) ?? stdout);
  const rsyslogd = await startRsyslogd({ dir, config: `include(file="${dir}/a*.conf")` });
  const nodeExporter = await startNodeExporter({ textfileDir: options.servedDir ?? textfiles });
  if (options.isSilent !== true)
    await until('statistics', () => existsSync(textfile) && readFileSync(textfile, 'utf8').includes('core.action'));
  return {
    dir,
    textfile,
    rsyslogd,
    nodeExporter,
    exporter: program,
    flags: [
      '--rsyslog-conf',
      join(dir, 'rsyslog.conf'),
      '--pid-file',
      join(dir, 'rsyslogd.pid'),
      '--textfile',
      textfile,
      '--node-exporter-url',
      nodeExporter.url,
    ],
    async [Symbol.asyncDispose]() {
      await nodeExporter.stop();
      await rsyslogd.kill();
      program.kill();
    },
  };
}
