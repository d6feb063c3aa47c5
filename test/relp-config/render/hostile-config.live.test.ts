// With any text in the string fields, validated or not, the generated file keeps its structure and rsyslogd reads it.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { array, assert, property, record, sample, type Arbitrary } from 'fast-check';
import { expect, test } from 'vitest';
import { renderRsyslogConfig, type RsyslogSettings } from '../../../src/relp-config/render/config.ts';
import { posixRegexProblem } from '../../../src/relp-config/posix-regex.ts';
import { describeWith, PATHS } from '../../peers/available.ts';
import { runProcess } from '../../peers/process.ts';
import { tempDir } from '../../peers/temp.ts';
import { hostileText } from '../hostile-text.ts';

const TEXTS = [
  'target',
  'peer',
  'project',
  'shoot',
  'shootUid',
  'socket',
  'binary',
  'textfile',
  'spoolDir',
  'tlsDir',
] as const;
type Texts = Readonly<Record<(typeof TEXTS)[number] | 'program' | 'regex' | 'exclude', string>>;

const texts: Arbitrary<Texts> = record(
  Object.fromEntries([...TEXTS, 'program', 'regex', 'exclude'].map((name) => [name, hostileText])) as Record<
    keyof Texts,
    Arbitrary<string>
  >,
);

function settings(text: Texts): RsyslogSettings {
  return {
    relp: {
      apiVersion: 'rsyslog-relp.extensions.gardener.cloud/v1alpha1',
      kind: 'RsyslogRelpConfig',
      target: text.target,
      port: 514,
      loggingRules: [
        { programNames: [text.program, 'sshd'], messageContent: { regex: text.regex, exclude: text.exclude } },
      ],
      tls: { enabled: true, permittedPeer: [text.peer] },
    },
    identity: text,
    messageSource: { kind: 'unix', path: text.socket, isModuleLoadedHere: true },
    statisticsRoute: { kind: 'omprog', binary: text.binary, textfile: text.textfile, log: text.textfile },
    intervalSeconds: 60,
    paths: text,
  };
}

/** What is left when the values are taken out, by the shorter one of rsyslog's two rules for a string. */
function skeleton(config: string): string {
  return config.replace(/"(?:[^"\\\n$]|\\["\\]|\\[0-7]{3})*"/g, '""');
}

const HARMLESS = Object.fromEntries([...TEXTS, 'program', 'regex', 'exclude'].map((name) => [name, 'a'])) as Texts;

test('no text in any field changes the structure of the file', () => {
  const expected = skeleton(renderRsyslogConfig(settings(HARMLESS)));
  expect(expected).not.toContain('"a"');
  assert(
    property(texts, (text) => {
      expect(skeleton(renderRsyslogConfig(settings(text)))).toBe(expected);
    }),
    { numRuns: 300 },
  );
});

/** What rsyslogd says about folders and names that do not exist: it has read the value. */
const UNDERSTOOD = [
  /^rsyslogd: version|^rsyslogd: End of config/,
  /certificate file .* couldn't be accessed/s,
  /queue\.spoolDirectory|spool ?directory/i,
];

describeWith(['rsyslogd'], 'rsyslogd', () => {
  test('reads a file with hundreds of arbitrary program names, peers and regular expressions', async () => {
    const dir = tempDir();
    const seed = Math.floor(Math.random() * 2 ** 31);
    const wellFormed = hostileText.map((text) => text.toWellFormed());
    const [programs, regexes, peers] = sample(array(wellFormed, { minLength: 100, maxLength: 100 }), {
      numRuns: 3,
      seed,
    }) as [string[], string[], string[]];
    const base = settings({ ...HARMLESS, socket: join(dir, 'socket'), spoolDir: dir, tlsDir: dir });
    const rules = regexes
      .filter((regex) => posixRegexProblem(regex) === undefined)
      .map((regex) => ({ messageContent: { regex, exclude: regex } }));
    const relp = {
      ...base.relp,
      loggingRules: [{ programNames: programs }, ...rules],
      tls: { enabled: true, permittedPeer: peers },
    };
    const file = join(dir, 'rsyslog.conf');
    for (const name of ['ca.crt', 'tls.crt', 'tls.key']) writeFileSync(join(dir, name), '');
    writeFileSync(file, renderRsyslogConfig({ ...base, relp }));
    const { code, stderr } = await runProcess(PATHS.rsyslogd, ['-N1', '-f', file]);
    const complaints = stderr
      .split('\n')
      .filter((line) => line !== '' && !UNDERSTOOD.some((known) => known.test(line)));
    expect(complaints, `seed ${seed}`).toEqual([]);
    expect(code, `seed ${seed}`).toBe(0);
    expect(rules.length, `seed ${seed}`).toBeGreaterThan(10);
  });
});
