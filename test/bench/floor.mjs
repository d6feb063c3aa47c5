// The floor that ingest is measured against: read the file, split it, JSON.parse every line, keep nothing.
import { readFileSync } from 'node:fs';

for (const line of readFileSync(process.argv[2], 'utf8').split('\n')) {
  const start = line.indexOf('{');
  if (start !== -1) JSON.parse(line.slice(start));
}
