// Network namespaces of the lab: a receiver that is reached over a separate link, which can drop, lose and slow down packets.
// The lab itself runs in a namespace that ends with it (run.mjs), so that nothing here touches the machine's network. Delays need
// netem, which many kernels lack; late acknowledgements of RelpServer stand for them.
import { PATHS } from '../peers/available.ts';
import { runProcess } from '../peers/process.ts';

export interface Network {
  /** of the namespace */
  readonly name: string;
  /** of the receiver, as the node reaches it */
  readonly address: string;
  /** drops all packets that arrive at the receiver */
  blackHole(): Promise<void>;
  /** drops a share of the packets that arrive, at random */
  lose(percent: number): Promise<void>;
  /** lets so much through, in both directions each */
  thin(kilobits: number): Promise<void>;
  heal(): Promise<void>;
}

const LAST_SUBNET = 250;
let subnets = 0;

/** @throws Error with the words of the program that refused */
export async function createNetwork(name: string): Promise<Network> {
  const subnet = ++subnets;
  if (subnet > LAST_SUBNET) throw new Error(`more than ${LAST_SUBNET} networks`);
  const [near, address] = [`10.77.${subnet}.1`, `10.77.${subnet}.2`];
  const link = `lab${subnet}`;
  const inside = (...command: readonly string[]): Promise<void> => run(PATHS.ip, 'netns', 'exec', name, ...command);
  await run(PATHS.ip, 'netns', 'add', name);
  await run(PATHS.ip, 'link', 'add', link, 'type', 'veth', 'peer', 'name', 'far', 'netns', name);
  await run(PATHS.ip, 'address', 'add', `${near}/30`, 'dev', link);
  await run(PATHS.ip, 'link', 'set', link, 'up');
  for (const command of [
    ['address', 'add', `${address}/30`, 'dev', 'far'],
    ['link', 'set', 'far', 'up'],
    ['link', 'set', 'lo', 'up'],
  ])
    await run(PATHS.ip, '-netns', name, ...command);
  const drop = (condition: string): Promise<void> =>
    inside(PATHS.nft, `table ip lab { chain in { type filter hook input priority 0; ${condition} drop; }; }`);
  return {
    name,
    address,
    blackHole: () => drop(''),
    lose: (percent) => drop(`numgen random mod 100 < ${percent}`),
    async thin(kilobits) {
      const shape = ['root', 'tbf', 'rate', `${kilobits}kbit`, 'burst', '1600', 'limit', '20000'];
      await run(PATHS.tc, 'qdisc', 'replace', 'dev', link, ...shape);
      await inside(PATHS.tc, 'qdisc', 'replace', 'dev', 'far', ...shape);
    },
    async heal() {
      await inside(PATHS.nft, 'flush', 'ruleset');
      await run(PATHS.tc, 'qdisc', 'delete', 'dev', link, 'root').catch(() => {});
      await inside(PATHS.tc, 'qdisc', 'delete', 'dev', 'far', 'root').catch(() => {});
    },
  };
}

async function run(command: string, ...args: readonly string[]): Promise<void> {
  const { code, stderr } = await runProcess(command, args);
  if (code !== 0) throw new Error(`${command} ${args.join(' ')}: ${stderr}`);
}
