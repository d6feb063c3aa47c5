// Checks the file between the exporter and node-exporter: present, fresh, readable, correctly named, without leftovers beside it.
import type { TextfileFacts } from '../facts/facts.ts';
import { ageText, fail, ok, warn, type Check } from '../finding.ts';
import { oldestAllowed } from './statistics.ts';

const READABLE_FOR_OTHERS = 0o004;

const MESSAGES = {
  unreadable: fail(
    '<path> cannot be read: <error>',
    'Check that the exporter runs with this --output and that the folder exists. Set --textfile if it is another file.',
  ),
  wrongEnding: fail('<path> does not end in .prom: node-exporter ignores it', 'Change --output of the exporter.'),
  wrongMode: fail(
    '<path> has mode <mode>: node-exporter, which runs as another user, cannot read it',
    'Run "chmod 0644 <path>". The exporter writes mode 0644, so find what changes it.',
  ),
  leftovers: warn(
    'a killed writer left temporary files: <files>',
    'Remove them. If more appear, the disk is full or the exporter is killed again and again.',
  ),
  old: fail(
    '<path> was last written <age> ago; node-exporter still serves it',
    'Restart the exporter; its log has the reason (a full disk, a folder without permission).',
  ),
  fresh: ok('<path> is fresh and readable for all users'),
};

export const textfileCheck: Check = {
  id: 'textfile',
  looksAt: 'Name, mode and age of the textfile, and temporary files beside it.',
  messages: MESSAGES,
  run: (facts) => {
    const { textfile } = facts;
    if (textfile === undefined) return [];
    if (textfile.error !== undefined) return [MESSAGES.unreadable({ path: textfile.path, error: textfile.error })];
    const { path, modifiedAt = 0 } = textfile;
    const ageMs = facts.now - modifiedAt;
    const findings = [
      ...checkFile(textfile),
      ...(ageMs > oldestAllowed(facts) ? [MESSAGES.old({ path, age: ageText(ageMs) })] : []),
    ];
    return findings.length > 0 ? findings : [MESSAGES.fresh({ path })];
  },
};

function checkFile({ path, mode, leftovers }: TextfileFacts) {
  const octal = mode.toString(8).padStart(4, '0');
  return [
    ...(path.endsWith('.prom') ? [] : [MESSAGES.wrongEnding({ path })]),
    ...((mode & READABLE_FOR_OTHERS) === 0 ? [MESSAGES.wrongMode({ path, mode: octal })] : []),
    ...(leftovers.length > 0 ? [MESSAGES.leftovers({ files: leftovers.join(', ') })] : []),
  ];
}
