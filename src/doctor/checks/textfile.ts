// The file between the exporter and node-exporter: there, fresh, readable, with the right name, and nothing left beside it.
import { oldestAllowed } from './statistics.ts';
import type { Facts, TextfileFacts } from '../facts/facts.ts';
import { ageText, fail, ok, warn, type Check, type Finding } from '../finding.ts';

const READABLE_FOR_OTHERS = 0o004;

export const textfile: Check = {
  name: 'textfile',
  run: (facts) => {
    const { textfile } = facts;
    if (textfile === undefined) return [];
    const { path, error } = textfile;
    if (error !== undefined)
      return [
        fail(
          `${path} cannot be read: ${error}`,
          'Is the exporter running with this --output, and does the folder exist? Name the right file with --textfile.',
        ),
      ];
    const findings = [...faults(textfile), ...staleness(facts, textfile)];
    return findings.length > 0 ? findings : [ok(`${path} is fresh and everybody may read it`)];
  },
};

function faults({ path, mode, leftovers }: TextfileFacts): Finding[] {
  const findings: Finding[] = [];
  if (!path.endsWith('.prom'))
    findings.push(
      fail(`${path} does not end in .prom: node-exporter passes it over`, 'Change --output of the exporter.'),
    );
  if ((mode & READABLE_FOR_OTHERS) === 0)
    findings.push(
      fail(
        `${path} has mode ${mode.toString(8).padStart(4, '0')}: node-exporter, which runs as another user, cannot read it`,
        `chmod 0644 ${path}; the exporter writes 0644 by itself, so look for what changes it.`,
      ),
    );
  if (leftovers.length > 0)
    findings.push(
      warn(
        `temporary files of a writer that was killed: ${leftovers.join(', ')}`,
        'Remove them. If there are more again and again the disk may be full, or the exporter is killed.',
      ),
    );
  return findings;
}

function staleness(facts: Facts, { path, modifiedAt = 0 }: TextfileFacts): Finding[] {
  const age = facts.now - modifiedAt;
  if (age <= oldestAllowed(facts)) return [];
  return [
    fail(
      `${path} was last written ${ageText(age)} ago; node-exporter goes on serving it`,
      'Restart the exporter; its log says why it cannot write (a full disk, a folder it may not write to).',
    ),
  ];
}
