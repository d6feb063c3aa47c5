// `generate [what]`: settings -> rules, their unit tests, inhibition, dashboards and Kubernetes objects, written, compared or printed. It deletes
// no files; `generate rsyslog` is in generate-rsyslog.ts.
import { Command } from 'commander';
import { switchFlag } from '../flags/declare.ts';
import { readFlagFile, type FlagFile } from '../flags/file.ts';
import { actWith, asText, oneOf, type FlagReader } from '../flags/reader.ts';
import {
  artifacts,
  GENERATED_FOLDERS,
  ARTIFACT_KINDS,
  type Artifact,
  type ArtifactKind,
} from '../generate/artifacts.ts';
import { findDrift, printDrift, type GeneratedFile } from '../generate/drift.ts';
import { readSettings } from '../generate/settings/file.ts';
import { printSettings } from '../generate/print-settings.ts';
import { settingsByUse, type SettingsByUse } from '../generate/settings/by-use.ts';
import { EXIT, UsageError, type Io } from '../io.ts';
import { makeFolder, readFolder, writeInFolder, type FolderContent } from '../output/generated-folder.ts';
import type { CommandFactory } from './command.ts';
import { generateRsyslogCommand } from './generate-rsyslog.ts';

const WHATS = [...ARTIFACT_KINDS, 'all'] as const;
type What = (typeof WHATS)[number];

/** What is done instead of writing; one at a time. */
const INSTEAD = ['--check', '--print', '--print-settings'] as const;

/** The artifacts that were asked for, and all others: a generated file that is none of them is an orphan. */
interface Plan {
  readonly chosen: readonly GeneratedFile[];
  readonly all: readonly Artifact[];
  readonly isChosen: (kind: ArtifactKind) => boolean;
}

export const generateCommand: CommandFactory = (io, exit) => {
  const command = new Command('generate')
    .description('generate alert rules, their unit tests, inhibition rules, dashboards and Kubernetes objects')
    .argument('[what]', `what to generate: ${WHATS.join(', ')} (default: all)`)
    .option('--settings <file>', 'YAML file with settings (default: none; see --print-settings)')
    .option('--out <dir>', `output folder for ${GENERATED_FOLDERS.map((name) => `${name}/`).join(' and ')}`, '.')
    .addOption(switchFlag('--check', 'write nothing; print the differences and exit with 1 if there are any'))
    .addOption(switchFlag('--print', 'print to standard output instead of writing files; leaves out README.md'))
    .addOption(switchFlag('--print-settings', 'print the effective settings as a settings file'))
    // `generate rsyslog` has another --out.
    .enablePositionalOptions()
    .addCommand(generateRsyslogCommand(io, exit));
  return actWith(command, readGenerateFlags, async (flags) => exit(await generate(flags, io)));
};

function readGenerateFlags(reader: FlagReader) {
  const instead = INSTEAD.filter((flag) => reader.isSet(flag));
  if (instead.length > 1) reader.refuse(`${instead.join(' and ')} cannot be used together`);
  return {
    what: reader.argument<What>(oneOf(WHATS), 'all'),
    settings: reader.optional('--settings', readFlagFile),
    out: reader.value('--out', asText),
    instead: instead[0],
  };
}

async function generate(flags: ReturnType<typeof readGenerateFlags>, io: Io): Promise<number> {
  const { what, out, instead } = flags;
  const settings = settingsOf(flags.settings);
  if (instead === '--print-settings') {
    io.stdout.write(printSettings(settings));
    return EXIT.ok;
  }
  const plan = makePlan(what, settings);
  if (instead === '--print') {
    io.stdout.write(printed(plan.chosen));
    return EXIT.ok;
  }
  return instead === '--check' ? check(plan, out, io) : write(plan, out, io);
}

/** @throws UsageError with every problem of the file */
function settingsOf(given: FlagFile | undefined): SettingsByUse {
  if (given === undefined) return settingsByUse();
  const read = readSettings(given.text, given.file);
  if (!read.ok) throw new UsageError(read.problems);
  return read.value;
}

/** Makes all contents before any is written: if one cannot be made, the folder stays as it was. */
function makePlan(what: What, settings: SettingsByUse): Plan {
  const all = artifacts(settings);
  const isChosen = (kind: ArtifactKind) => what === 'all' || kind === what;
  const problems: string[] = [];
  const chosen = all
    .filter(({ kind }) => isChosen(kind))
    .flatMap(({ path, content }) => {
      try {
        return [{ path, content: Buffer.from(content()) }];
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        problems.push(...error.problems.map((problem) => `${path}: ${problem}`));
        return [];
      }
    });
  if (problems.length > 0) throw new UsageError(problems);
  if (chosen.length === 0)
    throw new UsageError(`with the flavour ${settings.objects.flavour} there is nothing of the kind "${what}"`);
  return { chosen, all, isChosen };
}

/** One file as it is; several as a stream of YAML documents, which JSON is a subset of. Markdown files are left out. */
function printed(files: readonly GeneratedFile[]): string {
  const data = files.filter(({ path }) => !path.endsWith('.md'));
  const [only] = data;
  if (only !== undefined && data.length === 1) return only.content.toString();
  return data.map(({ path, content }) => `---\n# ${path}\n${content.toString()}`).join('');
}

async function check({ chosen, all, isChosen }: Plan, out: string, io: Io): Promise<number> {
  const present = await read(out, chosen);
  const drift = findDrift(chosen, present, all, isChosen);
  io.stdout.write(await printDrift(drift));
  const count = drift.missing.length + drift.different.length + drift.orphans.length;
  if (count === 0) return EXIT.ok;
  io.stderr.write(`${files(count)} out of step with the settings\n`);
  return EXIT.findings;
}

async function write({ chosen, all, isChosen }: Plan, out: string, io: Io): Promise<number> {
  const present = await read(out, chosen);
  const { missing, different, orphans } = findDrift(chosen, present, all, isChosen);
  const changed = new Set([...missing, ...different.map(({ path }) => path)]);
  await makeOut(out);
  const problems: string[] = [];
  for (const { path, content } of chosen) {
    if (!changed.has(path)) continue;
    try {
      await writeInFolder(out, path, content);
    } catch (error) {
      problems.push(`--out: cannot write ${path}: ${(error as Error).message}`);
    }
  }
  if (problems.length > 0) throw new UsageError(problems);
  for (const path of orphans) io.stderr.write(`warning: ${path} is no longer generated; delete it\n`);
  const kept = chosen.length - changed.size;
  io.stderr.write(`${files(changed.size)} written, ${kept === 1 ? '1 was' : `${kept} were`} up to date\n`);
  return EXIT.ok;
}

async function makeOut(out: string): Promise<void> {
  try {
    await makeFolder(out);
  } catch (cause) {
    throw new UsageError(`--out: cannot make ${out}: ${(cause as Error).message}`, { cause });
  }
}

const files = (count: number): string => (count === 1 ? '1 file' : `${count} files`);

async function read(out: string, generated: readonly GeneratedFile[]): Promise<FolderContent> {
  try {
    return await readFolder(
      out,
      GENERATED_FOLDERS,
      generated.map(({ path }) => path),
    );
  } catch (cause) {
    throw new UsageError(`--out: cannot read ${out}: ${(cause as Error).message}`, { cause });
  }
}
