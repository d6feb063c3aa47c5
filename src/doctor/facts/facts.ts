// What the doctor knows about a node when it begins to think. Plain data, gathered by gather.ts or made up by a test.
import type { RsyslogConfiguration } from '../../rainerscript/query.ts';
import type { Sample } from './samples.ts';

export interface Facts {
  /** milliseconds since the epoch */
  readonly now: number;
  readonly expected: Expected;
  readonly configuration: RsyslogConfiguration;
  /** what `rsyslogd -N1` said; undefined when the program is not here */
  readonly verdict?: { readonly isAccepted: boolean; readonly complaints: readonly string[] } | undefined;
  readonly daemon: Daemon;
  /** the exporter's process, found by the file, port or socket that it works on */
  readonly exporter?: ExporterProcess | undefined;
  /** the program that rsyslog starts, as its configuration names it */
  readonly child?: Child | undefined;
  readonly statsFile?: FileFacts | undefined;
  readonly textfile?: TextfileFacts | undefined;
  readonly endpoint?: Page | undefined;
  readonly nodeExporter?: Page | undefined;
  /** the newest statistics that could be read, and where; undefined when there were none */
  readonly statistics?: { readonly from: string; readonly samples: readonly Sample[] } | undefined;
}

/** What the generated rules count on. */
export interface Expected {
  readonly action: string;
  readonly queues: readonly string[];
  /** between two reports; undefined: whatever rsyslog's configuration says */
  readonly intervalSeconds?: number | undefined;
}

export interface Daemon {
  /** undefined when no rsyslogd runs */
  readonly pid?: number | undefined;
  /** milliseconds since the epoch, exact to about a second */
  readonly startedAt?: number | undefined;
  /** for people: where it was looked for */
  readonly lookedAt: string;
}

export interface ExporterProcess {
  readonly pid: number;
  /** stopped by a signal (SIGSTOP, a debugger) */
  readonly isStopped: boolean;
  readonly flags: readonly string[];
}

export interface Child {
  readonly program: string;
  readonly isExecutable: boolean;
  readonly flags: readonly string[];
}

export interface FileFacts {
  readonly path: string;
  /** undefined when there is no such file, or it cannot be read: then `error` says why */
  readonly modifiedAt?: number | undefined;
  readonly error?: string | undefined;
}

export interface TextfileFacts extends FileFacts {
  /** permission bits */
  readonly mode: number;
  readonly text: string;
  /** temporary files of the exporter in the folder whose writer is gone */
  readonly leftovers: readonly string[];
  /** the other .prom files of the folder; text is undefined for one that cannot be read */
  readonly others: readonly { readonly path: string; readonly text?: string | undefined }[];
}

/** An HTTP page; exactly one of text and error is there. */
export interface Page {
  readonly url: string;
  readonly text?: string | undefined;
  readonly error?: string | undefined;
}
