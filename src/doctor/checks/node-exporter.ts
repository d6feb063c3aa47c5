// Whether node-exporter serves the textfile. Only when its address is given.
import { basename } from 'node:path';
import { oldestAllowed } from './statistics.ts';
import { readSamples } from '../facts/samples.ts';
import { ageText, fail, ok, type Check } from '../finding.ts';

export const nodeExporter: Check = {
  name: 'node-exporter',
  run: (facts) => {
    const { nodeExporter, textfile, now } = facts;
    if (nodeExporter === undefined) return [];
    const { url, text, error } = nodeExporter;
    if (text === undefined)
      return [
        fail(
          `${url} does not answer: ${error}`,
          'Start node-exporter. If it answers with an error 500, two textfiles have the same series.',
        ),
      ];
    const samples = readSamples(text);
    if (samples.some(({ name, value }) => name === 'node_textfile_scrape_error' && value > 0))
      return [
        fail(
          'it refuses a textfile (node_textfile_scrape_error is 1)',
          'Its log names the file and the reason. Ours can be tried with "promtool check metrics < FILE".',
        ),
      ];
    if (textfile === undefined) return [];
    const own = samples.find(
      ({ name, labels }) =>
        name === 'node_textfile_mtime_seconds' && basename(labels.get('file') ?? '') === basename(textfile.path),
    );
    if (own === undefined)
      return [
        fail(
          `it does not know ${textfile.path}`,
          `Start it with --collector.textfile.directory set to the folder of the file, which must be the same one inside its container.`,
        ),
      ];
    if (!samples.some(({ name }) => name === 'rsyslog_pstat_exporter_build_info'))
      return [
        fail(
          'it reads the file, but does not serve our series',
          'Does --collector.textfile or a relabelling leave them out? Does another file describe them differently?',
        ),
      ];
    const age = now - own.value * 1000;
    if (age > oldestAllowed(facts))
      return [
        fail(
          `the file that it serves is ${ageText(age)} old`,
          'Does it look at the folder that the exporter writes to, and not at a copy?',
        ),
      ];
    return [ok('serves the textfile')];
  },
};
