// What can be set about the inputs besides their URLs, and what holds when nothing is set.

export interface InputOptions {
  /** a followed file that is larger is emptied once it has been read; undefined: files are never touched */
  readonly fileTruncateAboveBytes: number | undefined;
  /** addresses and CIDR blocks that may send datagrams; empty: everybody who can reach the port */
  readonly udpAllow: readonly string[];
  /** connections of one listener at the same time, for tcp and unix */
  readonly tcpMaxConnections: number;
  /** a connection that is silent for longer is closed, for tcp and unix; 0: never */
  readonly tcpIdleMs: number;
  /** longest octet-counted frame */
  readonly maxFrameBytes: number;
  /** permissions of a Unix socket */
  readonly unixMode: number;
}

export const DEFAULT_INPUT_OPTIONS: InputOptions = {
  fileTruncateAboveBytes: undefined,
  udpAllow: [],
  tcpMaxConnections: 1000,
  // Far above any interval of impstats: omfwd loses the message with which it notices that we closed.
  tcpIdleMs: 2 * 3_600_000,
  // Above what any rsyslogd is set to send, and low enough that a wrong count does not swallow hours of statistics.
  maxFrameBytes: 16 * 1024 * 1024,
  unixMode: 0o660,
};
