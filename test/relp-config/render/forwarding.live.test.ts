// Which messages a real rsyslogd with the generated configuration forwards, and what they look like when they arrive.
import { expect, test } from 'vitest';
import { describeWith } from '../../peers/available.ts';
import { until } from '../../peers/until.ts';
import { forwarded, startPair, type Message } from '../relp-pair.ts';

/** Sent last and forwarded by an extra last rule: when it is there, all that comes before it has been decided upon. */
const LAST: Message = { program: 'last-one', severity: 0, content: 'end' };
const LAST_RULE = { programNames: [LAST.program] };

const message = (program: string, severity: number, content: string): Message => ({ program, severity, content });

const MESSAGES = [
  message('kubelet', 6, 'started pod'),
  message('kubelet', 7, 'loop'),
  message('kubelet2', 6, 'other program with the same beginning'),
  message('audisp-syslog', 2, 'type=EXECVE a0="su"'),
  message('audisp-syslog', 5, 'type=PATH name=/etc/passwd'),
  message('sshd', 4, 'Failed password for "root" from 192.0.2.7 cost: $5'),
  message('sshd', 4, 'Accepted password C:\\dir\\new for probe$ %msg% äöü'),
];
const [POD, LOOP, KUBELET2, EXECVE, PATH, FAILED, ACCEPTED] = MESSAGES as [
  Message,
  Message,
  Message,
  Message,
  Message,
  Message,
  Message,
];

interface Case {
  readonly name: string;
  readonly loggingRules: readonly object[];
  readonly expected: readonly Message[];
}

const CASES: readonly Case[] = [
  { name: 'everything, by severity 7', loggingRules: [{ severity: 7 }], expected: MESSAGES },
  { name: 'a severity is an upper bound', loggingRules: [{ severity: 4 }], expected: [EXECVE, FAILED, ACCEPTED] },
  { name: 'the most severe only, of which there are none', loggingRules: [{ severity: 0 }], expected: [] },
  {
    name: 'a program of any severity, by its whole name',
    loggingRules: [{ programNames: ['kubelet'] }],
    expected: [POD, LOOP],
  },
  {
    name: 'several programs, in any order',
    loggingRules: [{ programNames: ['sshd', 'kubelet', 'absent'] }],
    expected: [POD, LOOP, FAILED, ACCEPTED],
  },
  {
    name: 'program and severity together',
    loggingRules: [{ programNames: ['kubelet', 'audisp-syslog'], severity: 4 }],
    expected: [EXECVE],
  },
  {
    name: 'each rule on its own, and no message twice',
    loggingRules: [{ severity: 6, programNames: ['kubelet'] }, { severity: 2 }, { programNames: ['audisp-syslog'] }],
    expected: [POD, EXECVE, PATH],
  },
  {
    name: 'a content',
    loggingRules: [{ messageContent: { regex: '^ ?type=[A-Z]+' } }],
    expected: [EXECVE, PATH],
  },
  {
    name: 'all but a content',
    loggingRules: [{ messageContent: { exclude: 'type=|password' } }],
    expected: [POD, LOOP, KUBELET2],
  },
  {
    name: 'a content and not another, of one program',
    loggingRules: [{ programNames: ['sshd'], messageContent: { regex: 'password', exclude: 'Accepted' } }],
    expected: [FAILED],
  },
  {
    name: 'characters that mean something to rsyslog',
    loggingRules: [
      { messageContent: { regex: '"root".*\\$5$' } },
      { messageContent: { regex: 'C:\\\\dir\\\\new.*%msg% äö(ü|u)' } },
    ],
    expected: [FAILED, ACCEPTED],
  },
];

describeWith(['rsyslogd'], 'forwards exactly', () => {
  test.each(CASES)('$name', async ({ loggingRules, expected }) => {
    await using pair = await startPair({ relp: { loggingRules: [...loggingRules, LAST_RULE] } });
    await pair.send([...MESSAGES, LAST]);
    await until('the last message to arrive', () => pair.received().includes(forwarded(LAST)));
    expect(pair.received()).toEqual([...expected, LAST].map(forwarded));
  });
});

describeWith(['rsyslogd'], 'the queue', () => {
  test('takes all optional parameters of the RELP action', async () => {
    const relp = { rebindInterval: 2, timeout: 30, resumeRetryCount: -1, reportSuspensionContinuation: true };
    await using pair = await startPair({ relp: { ...relp, loggingRules: [{ severity: 7 }] } });
    await pair.send([...MESSAGES, LAST]);
    await until('the last message to arrive', () => pair.received().includes(forwarded(LAST)));
    expect([...pair.received()].sort()).toEqual([...MESSAGES, LAST].map(forwarded).sort());
    expect(pair.senderLog()).not.toMatch(/error|not known/i);
  });
});
