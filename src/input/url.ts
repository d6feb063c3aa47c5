// The values of --input, read before anything is opened: an unknown scheme or a bad address is listed with the other wrong flags.
import { parseListenAddress, type ListenAddress } from '../flags/listen-address.ts';
import { UsageError } from '../io.ts';

export interface StdinUrl {
  readonly scheme: '-';
  /** as the user wrote it, the name of the input in logs and messages; the same in all kinds */
  readonly text: string;
}

export interface PathUrl {
  readonly scheme: 'file' | 'unix';
  readonly path: string;
  readonly text: string;
}

export interface SocketUrl {
  readonly scheme: 'udp' | 'tcp';
  /** without a host in the URL it is loopback: statistics can be forged, so a wider address has to be asked for */
  readonly address: ListenAddress & { readonly host: string };
  readonly text: string;
}

export type InputUrl = StdinUrl | PathUrl | SocketUrl;

/** The forms of --input, for help and messages. */
export const INPUT_FORMS = ['-', 'file:PATH', 'udp://HOST:PORT', 'tcp://HOST:PORT', 'unix:PATH'];

const LOOPBACK = '127.0.0.1';

/** @throws UsageError that says what is allowed */
export function parseInputUrl(text: string): InputUrl {
  const [, scheme = text, location = ''] = /^([a-z]+):(.*)$/s.exec(text) ?? [];
  switch (scheme) {
    case '-':
      return { scheme, text };
    case 'file':
    case 'unix':
      if (location === '') throw new UsageError(`needs a path, as in ${scheme}:${EXAMPLES[scheme]}`);
      return { scheme, path: location, text };
    case 'udp':
    case 'tcp': {
      if (!location.startsWith('//')) throw new UsageError(`must be ${scheme}://HOST:PORT`);
      const address = parseListenAddress(location.slice(2));
      return { scheme, address: { ...address, host: address.host ?? LOOPBACK }, text };
    }
    default:
      throw new UsageError(`must be one of ${INPUT_FORMS.join(', ')}`);
  }
}

const EXAMPLES = { file: '/var/log/rsyslog-stats.log', unix: '/run/rsyslog-pstat.sock' };
