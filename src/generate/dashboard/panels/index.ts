// All rows of the dashboard, in the order in which messages flow through rsyslog. A new panel is an entry in the file of its row; a new
// row is a file and a line here.
import { actions } from './actions.ts';
import { audit } from './audit.ts';
import { inputs } from './inputs.ts';
import { losses } from './losses.ts';
import { nodes } from './nodes.ts';
import { overview } from './overview.ts';
import { ownStatistics } from './own-statistics.ts';
import type { Row } from './panel.ts';
import { queues } from './queues.ts';
import { resources } from './resources.ts';
import { statistics } from './statistics.ts';

export const ROWS: readonly Row[] = [
  overview,
  nodes,
  inputs,
  queues,
  actions,
  losses,
  resources,
  statistics,
  ownStatistics,
  audit,
];
