// Targets that are there and do not answer, or too slowly: no connection fails, no counter of the action moves.
import { expectNothingLost } from '../count.ts';
import type { LabNode } from '../lab-node.ts';
import type { NodeSetup } from '../node-setup.ts';
import { INTERVAL_MS } from '../scale.ts';
import type { Scenario } from '../scenario.ts';
import { EXPECTED } from './expected.ts';

/** Ten messages a minute, one, and three hundred, on the lab's clock. */
const TEN = { everyMs: INTERVAL_MS / 10 };
const ONE = { everyMs: INTERVAL_MS };
const MANY = { everyMs: INTERVAL_MS / 30, count: 10 };
/** Sixty an interval, of which a slow target takes a quarter. */
const SIXTY = { everyMs: INTERVAL_MS / 60 };
const QUARTER_MS = INTERVAL_MS / 15;
/** What librelp sends before it waits for acknowledgements. */
const WINDOW = 128;

const overNetwork = (traffic: NodeSetup['traffic'] = SIXTY): Pick<Scenario, 'setup' | 'needs'> => ({
  setup: { network: 'own', traffic },
  needs: ['network'],
});

export const SLOW_TARGET_FAULTS: readonly Scenario[] = [
  {
    id: 'F21a',
    title: 'the log server hangs: it accepts connections and reads nothing',
    setup: { traffic: TEN },
    inject: async (node) => node.receiver.hang(),
    ...EXPECTED.hangs,
  },
  {
    id: 'F21b',
    title: 'the log server reads and never acknowledges',
    setup: { traffic: TEN, receiver: 'lab' },
    inject: async (node) => node.receiver.acknowledge('never'),
    ...EXPECTED.hangs,
  },
  {
    id: 'F22a',
    title: 'a black hole on the way, with little traffic',
    ...overNetwork(ONE),
    inject: (node) => node.network().blackHole(),
    ...EXPECTED.blackHoleFewMessages,
  },
  {
    id: 'F22b',
    title: 'a black hole on the way, with much traffic',
    ...overNetwork(MANY),
    inject: (node) => node.network().blackHole(),
    ...EXPECTED.blackHole,
    async after(node: LabNode) {
      await node.network().heal();
      return expectNothingLost(node);
    },
  },
  {
    id: 'F23a',
    title: 'the target acknowledges a quarter of what comes in',
    setup: { traffic: SIXTY, receiver: 'lab' },
    inject: async (node) => node.receiver.acknowledge({ everyMs: QUARTER_MS }),
    ...EXPECTED.tooSlow,
  },
  {
    id: 'F23b',
    title: 'the link is too thin for what comes in',
    ...overNetwork(),
    inject: (node) => node.network().thin(6),
    ...EXPECTED.tooSlow,
  },
  {
    id: 'F23c',
    title: 'most packets are lost on the way',
    ...overNetwork(),
    inject: (node) => node.network().lose(75),
    ...EXPECTED.tooSlow,
  },
  {
    id: 'F23d',
    title: 'acknowledgements come so late that a quarter of what comes in gets through',
    setup: { traffic: SIXTY, receiver: 'lab' },
    inject: async (node) => node.receiver.acknowledge({ lateMs: WINDOW * QUARTER_MS }),
    ...EXPECTED.tooSlow,
  },
];
