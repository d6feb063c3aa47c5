// A RsyslogRelpConfig of any content: complaints, or a configuration of rsyslog in which each value is still one value.
import { UsageError } from '../../../src/io.ts';
import { readStatements } from '../../../src/rainerscript/read.ts';
import { readRelpConfig, type RelpSource } from '../../../src/relp-config/relp-config.ts';
import { renderRsyslogConfig } from '../../../src/relp-config/render/config.ts';
import { filesOf } from '../inputs.ts';
import { rule, textOf, type Target } from '../target.ts';
import { judgeProblems, PLACE, withoutWarnings } from './problems.ts';

/** @returns the source, or why there is none */
function read(text: string): RelpSource | readonly string[] {
  try {
    return readRelpConfig(text, 'file.yaml');
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
}

function render({ config }: RelpSource): string {
  return renderRsyslogConfig({
    relp: config,
    identity: { project: 'foo', shoot: 'bar', shootUid: 'uid' },
    messageSource: { kind: 'unix', path: '/run/input', isModuleLoadedHere: true },
    statisticsRoute: { kind: 'omprog', binary: '/usr/bin/pstat', textfile: '/run/x.prom', log: '/run/x.log' },
    intervalSeconds: 60,
    paths: { spoolDir: '/var/log', tlsDir: '/etc/tls' },
  });
}

/** Whether every quote is closed on its line, as the generator writes them. */
const isBalanced = (line: string): boolean =>
  line.trimStart().startsWith('#') || !line.replaceAll(/"(?:[^"\\]|\\.)*"/g, '').includes('"');

const KINDS = new Set(['module', 'template', 'ruleset', 'input', 'action', 'main_queue', 'global']);

export const relpConfig: Target = {
  name: 'relp-config',
  seeds: () => filesOf('test/fixtures/relp-config'),
  words: [
    '\\"',
    '")',
    '" then { stop }',
    '\naction(type="omprog")',
    '$IncludeConfig x',
    '`',
    '%msg%',
    'permittedPeer: ["*.a"]',
    'regex: "',
    'exclude: ',
    '&a ',
    '*a',
    '- ',
    '|\n',
    '"\\x9b"',
    '[[:alpha:]]',
    '(a*)*',
    '{1,255}',
  ],
  run: (input) => {
    const source = read(textOf(input));
    return 'config' in source ? render(source) : source;
  },
  check: (input) => {
    const source = withoutWarnings(() => read(textOf(input)));
    if (!('config' in source)) return judgeProblems(source, PLACE);
    const text = render(source);
    // oxlint-disable-next-line no-control-regex -- control characters are what it looks for
    rule(!/[\u0000-\u0009\u000b-\u001f\u007f]/.test(text), 'a configuration holds no control characters', () =>
      JSON.stringify(text),
    );
    rule(text.split('\n').every(isBalanced), 'every quote is closed on its line', () => text);
    const statements = readStatements(text, 'file.conf');
    const strange = statements.find(({ name }) => !KINDS.has(name));
    rule(strange === undefined, 'a value never becomes a statement', () => JSON.stringify(strange));
    const targets = statements.flatMap(({ parameters }) => parameters.get('target') ?? []);
    rule(targets.includes(source.config.target), 'the target is the one of the configuration', () => targets.join());
    const programs = statements.flatMap(({ parameters }) => parameters.get('binary') ?? []);
    rule(
      programs.every((program) => program.startsWith('/usr/bin/pstat ')),
      'only the exporter is started',
      () => programs.join(),
    );
    return statements.map(({ name, parameters }) => `${name}${parameters.size}`).join();
  },
};
