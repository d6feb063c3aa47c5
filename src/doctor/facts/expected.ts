// What the generated rules assume: from the settings file that they were generated with, and from flags, which take precedence.
// Refuses a settings file that is wrong in what is needed here, and reports what else is wrong with it.
import { z } from 'zod';
import { DEFAULT_ACTION, queueOf } from '../../conventions.ts';
import { seconds } from '../../generate/settings/duration.ts';
import { readSettings } from '../../generate/settings/file.ts';
import { settingsSchema } from '../../generate/settings/settings.ts';
import { UsageError } from '../../io.ts';
import { parseYaml } from '../../yaml/parse.ts';
import type { Expected } from './facts.ts';

interface SettingsFile {
  readonly file: string;
  readonly text: string;
}

interface ExpectedFlags {
  readonly action?: string | undefined;
  /** seconds */
  readonly interval?: number | undefined;
}

/**
 * @returns what the rules assume, and problems of the settings file that leave it unaffected
 * @throws UsageError with every problem of the settings file if one of the needed settings is wrong
 */
export function readExpected(
  settings: SettingsFile | undefined,
  flags: ExpectedFlags,
): { readonly expected: Expected; readonly problems: readonly string[] } {
  if (settings === undefined) {
    const action = flags.action ?? DEFAULT_ACTION;
    return { expected: { action, queues: [queueOf(action)], intervalSeconds: flags.interval }, problems: [] };
  }
  const { text, file } = settings;
  const all = readSettings(text, file);
  const problems = all.ok ? [] : all.problems;
  const { action, queues, intervals } = settingsSchema({}, 'plain').shape;
  const needed = parseYaml(text, file, z.looseObject({ action, queues, intervals }));
  if (!needed.ok) throw new UsageError(problems);
  return {
    expected: {
      action: flags.action ?? needed.value.action,
      queues: Object.keys(needed.value.queues),
      intervalSeconds: flags.interval ?? seconds(needed.value.intervals.impstats),
    },
    problems,
  };
}
