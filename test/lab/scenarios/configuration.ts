// Changes of the generated configuration that scenarios need. Each throws when what it changes is not there.

export type Edit = (config: string, dir: string) => string;

function replaced(config: string, pattern: RegExp, text: string): string {
  const changed = config.replace(pattern, text);
  if (changed === config) throw new Error(`nothing to change: ${pattern}`);
  return changed;
}

/** The action that forwards has no queue: it works in the main queue. */
export const withoutQueue: Edit = (config) => replaced(config, /^ {4}queue\..*\n/gm, '');

/** A queue in memory only, that throws away what does not fit and never waits. */
export const withTinyQueue: Edit = (config) =>
  replaced(
    replaced(config, /^ {4}queue\.(filename|spoolDirectory|maxDiskSpace|saveOnShutdown).*\n/gm, ''),
    /^ {4}queue\.size=.*\n/m,
    '    queue.size="100"\n    queue.timeoutEnqueue="0"\n',
  );

/** @param microseconds that the queue pauses for each message */
export const withSlowQueue =
  (microseconds: number): Edit =>
  (config) =>
    replaced(config, /^ {4}queue\.size=.*\n/m, `$&    queue.dequeueSlowdown="${microseconds}"\n`);

/** Further parameters of the queue in front of the target. */
export const withQueueParameters =
  (parameters: string): Edit =>
  (config) =>
    replaced(config, /^ {4}queue\.size=.*\n/m, `$&    ${parameters}\n`);

/** @param folder inside of the node's own, for the disk part of the queue */
export const withSpool =
  (folder: string): Edit =>
  (config, dir) =>
    replaced(config, /queue\.spoolDirectory=".*"/, `queue.spoolDirectory="${dir}/${folder}"`);

export const withMaxDiskSpace =
  (size: string): Edit =>
  (config) =>
    replaced(config, /queue\.maxDiskSpace=".*"/, `queue.maxDiskSpace="${size}"`);

/** The filters still select messages, and nothing takes them. */
export const withoutTarget = (config: string): string =>
  replaced(
    config,
    /^ruleset\(name="relp_action_ruleset"\) \{[^]*?^\}/m,
    'ruleset(name="relp_action_ruleset") { stop }',
  );

/** The filters select another program. */
export const withFilterFor =
  (program: string) =>
  (config: string): string =>
    replaced(config, /\$programname == \["[^"]*"\]/, `$programname == ["${program}"]`);

export const withoutStatistics: Edit = (config) => replaced(config, /^module\(\s*load="impstats"[^)]*\)/m, '');

/** Statements in front of everything else. */
export const withFirst =
  (text: (dir: string) => string): Edit =>
  (config, dir) =>
    `${text(dir)}\n${config}`;
