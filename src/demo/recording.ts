// One report of a real rsyslogd (8.2504, format="json", bracketing="on") with a RELP action, as impstats wrote it.
export const RECORDING = String.raw`BEGIN
{ "name": "global", "origin": "dynstats", "values": { "msg_per_host.ops_overflow": 0, "msg_per_host.new_metric_add": 1, "msg_per_host.no_metric": 0, "msg_per_host.metrics_purged": 0, "msg_per_host.ops_ignored": 0, "msg_per_host.purge_triggered": 0, "msg_per_prog.ops_overflow": 0, "msg_per_prog.new_metric_add": 4, "msg_per_prog.no_metric": 0, "msg_per_prog.metrics_purged": 0, "msg_per_prog.ops_ignored": 0, "msg_per_prog.purge_triggered": 0 } }
{ "name": "global", "origin": "percentile", "values": { "lat.new_metric_add": 1, "lat.ops_overflow": 0 } }
{ "name": "imuxsock", "origin": "imuxsock", "submitted": 0, "ratelimit.discarded": 0, "ratelimit.numratelimiters": 0 }
{ "name": "msg_per_host", "origin": "dynstats.bucket", "values": { "vm": 0 } }
{ "name": "msg_per_prog", "origin": "dynstats.bucket", "values": { "prog1": 40, "prog2": 40, "prog0": 40, "tcpy": 20 } }
{ "name": "lat", "origin": "percentile.bucket", "values": { "msglen.p50": 8, "msglen.p95": 9, "msglen.p99": 9, "msglen.window_min": 7, "msglen.window_max": 9, "msglen.window_sum": 1123, "msglen.window_count": 140 } }
{ "name": "action-0-builtin:omfile", "origin": "core.action", "processed": 140, "failed": 0, "suspended": 0, "suspended.duration": 0, "resumed": 0 }
{ "name": "rsyslog-relp", "origin": "core.action", "processed": 140, "failed": 0, "suspended": 0, "suspended.duration": 0, "resumed": 0 }
{ "name": "dynafile cache dyn", "origin": "omfile", "requests": 140, "level0": 19, "missed": 4, "evicted": 0, "maxused": 4, "closetimeouts": 4 }
{ "name": "action-2-builtin:omfile", "origin": "core.action", "processed": 140, "failed": 0, "suspended": 0, "suspended.duration": 0, "resumed": 0 }
{ "name": "UDP-127.0.0.1-17129", "origin": "omfwd", "bytes.sent": 5163, "messages.sent": 140 }
{ "name": "action-3-builtin:omfwd", "origin": "core.action", "processed": 140, "failed": 0, "suspended": 0, "suspended.duration": 0, "resumed": 0 }
{ "name": "local", "origin": "core.action", "processed": 140, "failed": 0, "suspended": 0, "suspended.duration": 0, "resumed": 0 }
{ "name": "imudp(127.0.0.1\/17120\/IPv4)", "origin": "imudp", "submitted": 120, "disallowed": 0 }
{ "name": "imtcp(17121)", "origin": "imtcp", "submitted": 20 }
{ "name": "imptcp-in(127.0.0.1\/17122\/IPv4)", "origin": "imptcp", "submitted": 0, "sessions.opened": 0, "sessions.openfailed": 0, "sessions.closed": 0, "bytes.received": 0, "bytes.decompressed": 0 }
{ "name": "imrelp(17123)", "origin": "imrelp", "submitted": 140 }
{ "name": "resource-usage", "origin": "impstats", "utime": 33323, "stime": 42844, "maxrss": 10224, "minflt": 1026, "majflt": 33, "inblock": 41512, "oublock": 136, "nvcsw": 972, "nivcsw": 261, "openfiles": 0 }
{ "name": "rsyslog-relp queue[DA]", "origin": "core.queue", "size": 0, "enqueued": 0, "full": 0, "discarded.full": 0, "discarded.nf": 0, "maxqsize": 0 }
{ "name": "rsyslog-relp queue", "origin": "core.queue", "size": 0, "enqueued": 140, "full": 0, "discarded.full": 0, "discarded.nf": 0, "maxqsize": 2 }
{ "name": "sinkrs", "origin": "core.queue", "size": 0, "enqueued": 140, "full": 0, "discarded.full": 0, "discarded.nf": 0, "maxqsize": 2 }
{ "name": "main Q", "origin": "core.queue", "size": 0, "enqueued": 140, "full": 0, "discarded.full": 0, "discarded.nf": 0, "maxqsize": 1 }
{ "name": "io-work-q", "origin": "imptcp", "enqueued": 0, "maxqsize": 0 }
{ "name": "imudp(w0)", "origin": "imudp", "called.recvmmsg": 240, "called.recvmsg": 0, "msgs.received": 120 }
{ "name": "w0\/imtcp", "origin": "imtcp", "runs": 22, "read": 6, "emptyread": 0, "starvation_protect": 0, "accept": 38 }
{ "name": "w1\/imtcp", "origin": "imtcp", "runs": 18, "read": 34, "emptyread": 0, "starvation_protect": 0, "accept": 2 }
{ "name":"_sender_stat", "origin":"impstats", "sender":"127.0.0.1", "messages":20}
END
`;
