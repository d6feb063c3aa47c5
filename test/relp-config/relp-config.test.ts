// Invalid RsyslogRelpConfigs and manifests, with the exact problems that are printed.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { UsageError } from '../../src/io.ts';
import { readRelpConfig } from '../../src/relp-config/relp-config.ts';

const HEAD = 'apiVersion: rsyslog-relp.extensions.gardener.cloud/v1alpha1\nkind: RsyslogRelpConfig\n';
const TARGET = 'target: localhost\nport: 1520\n';
const RULES = 'loggingRules:\n- severity: 7\n';

const problemsOf = (text: string): readonly string[] => {
  try {
    readRelpConfig(text, 'relp.yaml');
    return [];
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
};

/** `HEAD` has two lines, `TARGET` two more. */
const BAD: readonly (readonly [name: string, text: string, problems: readonly string[]])[] = [
  ['an empty file', '', ['relp.yaml:1:1: the file is empty, it must contain a RsyslogRelpConfig or a Shoot']],
  [
    'another kind',
    'kind: RsyslogRelpConfg\n',
    [
      'relp.yaml:1:7: kind: must be RsyslogRelpConfig, or Shoot with the extension shoot-rsyslog-relp, found "RsyslogRelpConfg"',
    ],
  ],
  [
    'no kind',
    'target: localhost\n',
    ['relp.yaml:1:1: kind: is missing, must be RsyslogRelpConfig, or Shoot with the extension shoot-rsyslog-relp'],
  ],
  [
    'another version',
    `apiVersion: v1\nkind: RsyslogRelpConfig\n${TARGET}${RULES}`,
    ['relp.yaml:1:13: apiVersion: must be "rsyslog-relp.extensions.gardener.cloud/v1alpha1", found "v1"'],
  ],
  [
    'nothing but the kind',
    HEAD,
    [
      'relp.yaml:1:1: target: is missing, must be an IP address or a lower-case host name',
      'relp.yaml:1:1: port: is missing, must be a whole number from 1 to 65535',
      'relp.yaml:1:1: loggingRules: is missing, must be a list',
    ],
  ],
  [
    'wrong scalars',
    `${HEAD}target: Host_1\nport: 0\nrebindInterval: 1.5\ntimeout: -1\nresumeRetryCount: -2\nreportSuspensionContinuation: "on"\n${RULES}`,
    [
      'relp.yaml:3:9: target: must be an IP address or a lower-case host name, found "Host_1"',
      'relp.yaml:4:7: port: must be a whole number from 1 to 65535, found 0',
      'relp.yaml:5:17: rebindInterval: must be a whole number of messages, 0 or more, found 1.5',
      'relp.yaml:6:10: timeout: must be a whole number of seconds, 0 or more, found -1',
      'relp.yaml:7:19: resumeRetryCount: must be a whole number, -1 (never give up) or more, found -2',
      'relp.yaml:8:31: reportSuspensionContinuation: must be true or false, found "on"',
    ],
  ],
  [
    'unknown keys at every level',
    `${HEAD}${TARGET}targets: a\nloggingRules:\n- severity: 7\n  programs: [a]\ntls: {enabled: false, permittedPeers: []}\n`,
    [
      'relp.yaml:8:3: loggingRules[0].programs: unknown key, did you mean "programNames"?',
      'relp.yaml:9:23: tls.permittedPeers: unknown key, did you mean "permittedPeer"?',
      'relp.yaml:5:1: targets: unknown key, did you mean "target"?',
    ],
  ],
  ['no rules', `${HEAD}${TARGET}loggingRules: []\n`, ['relp.yaml:5:15: loggingRules: must have at least one rule']],
  [
    'rules that say nothing',
    `${HEAD}${TARGET}loggingRules:\n- {}\n- programNames: []\n- messageContent: {}\n`,
    [
      'relp.yaml:6:3: loggingRules[0]: must have at least one of programNames, severity, messageContent',
      'relp.yaml:7:3: loggingRules[1]: must have at least one of programNames, severity, messageContent',
      'relp.yaml:8:19: loggingRules[2].messageContent: must have at least one of regex, exclude',
    ],
  ],
  [
    'wrong values in rules',
    `${HEAD}${TARGET}loggingRules:\n- severity: 8\n- programNames: ["a b", "", "a:", 'a"']\n- messageContent: {regex: "(", exclude: '\\d'}\n`,
    [
      'relp.yaml:6:13: loggingRules[0].severity: must be a whole number from 0 (emergency) to 7 (debug), found 8',
      ...[
        '7:18: loggingRules[1].programNames[0]',
        '7:25: loggingRules[1].programNames[1]',
        '7:29: loggingRules[1].programNames[2]',
      ].map(
        (place, index) =>
          `relp.yaml:${place}: must be a program name: printable ASCII characters without blank, "[", ":" and "/", found ${['"a b"', '""', '"a:"'][index]}`,
      ),
      'relp.yaml:8:27: loggingRules[2].messageContent.regex: is not a POSIX extended regular expression: a "(" is never closed, found "("',
      'relp.yaml:8:41: loggingRules[2].messageContent.exclude: is not a POSIX extended regular expression: "\\d" means nothing in a POSIX regular expression (write [0-9] for a digit), found "\\\\d"',
    ],
  ],
  [
    'wrong TLS settings, with all that is missing',
    `${HEAD}${TARGET}${RULES}tls:\n  enabled: true\n  authMode: names\n  permittedPeer: ["a.*.b", "SHA1:12", "*.ok"]\n  tlsLib: nss\n`,
    [
      'relp.yaml:9:13: tls.authMode: must be one of "name", "fingerprint", found "names"',
      'relp.yaml:10:19: tls.permittedPeer[0]: must be a host name (a leading "*." is allowed) or SHA1: and 40 hexadecimal digits, found "a.*.b"',
      'relp.yaml:10:28: tls.permittedPeer[1]: must be a host name (a leading "*." is allowed) or SHA1: and 40 hexadecimal digits, found "SHA1:12"',
      'relp.yaml:11:11: tls.tlsLib: must be one of "openssl", "gnutls", found "nss"',
      'relp.yaml:8:3: tls.secretReferenceName: is missing, it is required when tls.enabled is true',
    ],
  ],
  [
    'an audit configuration that refers to nothing',
    `${HEAD}${TARGET}${RULES}auditConfig:\n  configMapReferenceName: ""\n`,
    [
      'relp.yaml:8:27: auditConfig.configMapReferenceName: must be the name of an entry of spec.resources of the Shoot, found ""',
    ],
  ],
  [
    'two configurations',
    `${HEAD}${TARGET}${RULES}---\n${HEAD}${TARGET}${RULES}`,
    ['relp.yaml:8:1: only one RsyslogRelpConfig is allowed in this file'],
  ],
  [
    'broken YAML',
    'target: [\n',
    ['relp.yaml:2:1: not valid YAML: Flow sequence in block collection must be sufficiently indented and end with a ]'],
  ],
];

describe('a RsyslogRelpConfig', () => {
  test.each(BAD)('is refused: %s', (_name, text, problems) => expect(problemsOf(text)).toEqual(problems));
});

const FULL = readFileSync('test/fixtures/relp-config/shoot-full.yaml', 'utf8');

describe('in a Shoot', () => {
  test('the configuration and the identity of the cluster are found', () => {
    const { config, identity } = readRelpConfig(FULL, 'shoot.yaml');
    expect(config.target).toBe('some.rsyslog-rlep.server');
    expect(identity).toEqual({ project: 'foo', shoot: 'bar', shootUid: '7f0a5c1e-9d3b-4c1f-8f57-1a2b3c4d5e6f' });
  });

  test.each([
    [
      'a problem has its path from the top of the manifest',
      FULL.replace('port: 10250', 'port: none'),
      ['relp.yaml:14:13: spec.extensions[0].providerConfig.port: must be a whole number from 1 to 65535, found "none"'],
    ],
    [
      'the secret must be among the resources, besides other problems',
      FULL.replace('- name: rsyslog-relp-tls', '- name: other').replace('port: 10250', 'port: 0'),
      [
        'relp.yaml:14:13: spec.extensions[0].providerConfig.port: must be a whole number from 1 to 65535, found 0',
        'relp.yaml:29:30: spec.extensions[0].providerConfig.tls.secretReferenceName: must name a Secret in spec.resources, which has no entry of this name: "rsyslog-relp-tls"',
      ],
    ],
    [
      'the secret must be a Secret',
      FULL.replace('kind: Secret', 'kind: ConfigMap'),
      [
        'relp.yaml:29:30: spec.extensions[0].providerConfig.tls.secretReferenceName: must name a Secret in spec.resources, which names a ConfigMap by it: "rsyslog-relp-tls"',
      ],
    ],
    [
      'the extension must be there',
      FULL.replace('type: shoot-rsyslog-relp', 'type: shoot-dns-service'),
      ['relp.yaml:8:3: spec.extensions: must have an entry of type shoot-rsyslog-relp'],
    ],
    [
      'the extension must have a configuration',
      'kind: Shoot\nspec:\n  extensions:\n  - type: shoot-rsyslog-relp\n',
      ['relp.yaml:4:5: spec.extensions[0].providerConfig: is missing, must be a mapping of keys to values'],
    ],
    [
      'there must be extensions',
      'kind: Shoot\n',
      ['relp.yaml:1:1: spec: is missing, must be a mapping of keys to values'],
    ],
  ])('%s', (_name, text, problems) => expect(problemsOf(text)).toEqual(problems));
});
