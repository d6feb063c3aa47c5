// Checks that node-exporter serves the textfile. Applies only with the address of node-exporter.
import { basename } from 'node:path';
import { parseSamples, type Sample } from '../../exposition/parse.ts';
import type { NodeFacts } from '../facts/facts.ts';
import { ageText, fail, ok, type Check, type Finding } from '../finding.ts';
import { oldestAllowed } from './statistics.ts';

const MESSAGES = {
  noAnswer: fail(
    '<url> does not answer: <error>',
    'Start node-exporter. An answer with status 500 means that two textfiles have the same series.',
  ),
  refusesFile: fail(
    'a textfile is refused (node_textfile_scrape_error is 1)',
    'The log of node-exporter names the file and the reason. Check the textfile of the exporter with "promtool check metrics".',
  ),
  unknownFile: fail(
    '<path> is not among the files that it reads',
    'Set --collector.textfile.directory of node-exporter to the folder of the file. In a container, mount this folder.',
  ),
  notServed: fail(
    'the file is read, but its series are not served',
    'Check that neither --collector.textfile nor a relabelling removes them, and that no other file describes them differently.',
  ),
  oldFile: fail(
    'the served file is <age> old',
    'Check that node-exporter reads the folder that the exporter writes to, not a copy of it.',
  ),
  served: ok('serves the textfile'),
};

export const nodeExporterCheck: Check = {
  id: 'node-exporter',
  looksAt: 'The metrics page of node-exporter, with --node-exporter-url only.',
  messages: MESSAGES,
  run: (facts) => {
    if (facts.nodeExporter === undefined) return [];
    const { url, text, error = '' } = facts.nodeExporter;
    if (text === undefined) return [MESSAGES.noAnswer({ url, error })];
    return checkPage([...parseSamples(text)], facts);
  },
};

function checkPage(samples: readonly Sample[], facts: NodeFacts): Finding[] {
  if (samples.some(({ name, value }) => name === 'node_textfile_scrape_error' && Number(value) > 0))
    return [MESSAGES.refusesFile()];
  if (facts.textfile === undefined) return [];
  const { path } = facts.textfile;
  const modified = samples.find(
    ({ name, labels }) =>
      name === 'node_textfile_mtime_seconds' && basename(labels.get('file') ?? '') === basename(path),
  );
  if (modified === undefined) return [MESSAGES.unknownFile({ path })];
  if (!samples.some(({ name }) => name === 'rsyslog_pstat_exporter_build_info')) return [MESSAGES.notServed()];
  const age = facts.now - Number(modified.value) * 1000;
  return [age > oldestAllowed(facts) ? MESSAGES.oldFile({ age: ageText(age) }) : MESSAGES.served()];
}
