// What is known about a node before it is judged. Plain data: gather.ts reads it from the node, tests make it up.
import type { Sample } from '../../exposition/parse.ts';
import type { RsyslogConfiguration } from '../../rainerscript/query.ts';

export interface NodeFacts {
  /** milliseconds since the epoch */
  readonly now: number;
  readonly expected: Expected;
  readonly configuration: RsyslogConfiguration;
  /** result of `rsyslogd -N1`; undefined without that program */
  readonly configTest?: { readonly isAccepted: boolean; readonly complaints: readonly string[] } | undefined;
  readonly daemon: Daemon;
  /** the exporter's process, found by the file, port or socket that it works on */
  readonly exporter?: ExporterProcess | undefined;
  /** the program that rsyslog starts, as its configuration names it */
  readonly child?: ChildProgram | undefined;
  readonly statsFile?: FileFacts | undefined;
  readonly textfile?: TextfileFacts | undefined;
  readonly endpoint?: FetchedPage | undefined;
  readonly nodeExporter?: FetchedPage | undefined;
  /** the statistics of the first place that has any, and that place */
  readonly statistics?: { readonly from: string; readonly samples: readonly Sample[] } | undefined;
}

/** What the generated rules rely on. */
export interface Expected {
  readonly action: string;
  readonly queues: readonly string[];
  /** between two reports; undefined: as in rsyslog's configuration */
  readonly intervalSeconds?: number | undefined;
}

export interface Daemon {
  /** undefined when no rsyslogd runs */
  readonly pid?: number | undefined;
  /** milliseconds since the epoch, exact to about a second */
  readonly startedAt?: number | undefined;
  /** for people: the PID file, or how the process was searched */
  readonly searched: string;
}

export interface ExporterProcess {
  readonly pid: number;
  /** stopped by a signal (SIGSTOP, a debugger) */
  readonly isStopped: boolean;
  readonly flags: readonly string[];
}

export interface ChildProgram {
  readonly program: string;
  readonly isExecutable: boolean;
  readonly flags: readonly string[];
}

export interface FileFacts {
  readonly path: string;
  /** undefined when the file is missing or unreadable; `error` then says why */
  readonly modifiedAt?: number | undefined;
  readonly error?: string | undefined;
}

export interface TextfileFacts extends FileFacts {
  /** permission bits */
  readonly mode: number;
  readonly text: string;
  /** temporary files in the folder that an exporter left when it was killed */
  readonly leftovers: readonly string[];
  /** the other .prom files of the folder; text is undefined for an unreadable one */
  readonly others: readonly { readonly path: string; readonly text?: string | undefined }[];
}

/** An HTTP page, with either text or error. */
export interface FetchedPage {
  readonly url: string;
  readonly text?: string | undefined;
  readonly error?: string | undefined;
}
