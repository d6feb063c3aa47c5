// The options of inputs besides their URLs, and the defaults.

export interface InputOptions {
  /** a followed file that is larger is emptied once it has been read; undefined: files are never touched */
  readonly fileTruncateAboveBytes: number | undefined;
  /** addresses and CIDR blocks that may send datagrams; empty: any host */
  readonly udpAllow: readonly string[];
  /** the same for connections over tcp */
  readonly tcpAllow: readonly string[];
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
  tcpAllow: [],
  tcpMaxConnections: 1000,
  // Far above any interval of impstats: omfwd loses the message by which it detects a closed connection.
  tcpIdleMs: 2 * 3_600_000,
  // Above the frame size of any rsyslogd, and low enough that a wrong count does not swallow hours of statistics.
  maxFrameBytes: 16 * 1024 * 1024,
  unixMode: 0o660,
};
