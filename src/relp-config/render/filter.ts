// One logging rule -> the condition of its filter, in rsyslog's expression language.
import { quote, quoteList } from '../../rainerscript/quote.ts';
import type { LoggingRule } from '../schema.ts';

/** Every part of the rule must hold: a program of the list, at most the severity, the content. */
export function condition({ programNames = [], severity, messageContent }: LoggingRule): string {
  const parts: string[] = [];
  if (programNames.length > 0) parts.push(`$programname == ${quoteList(programNames)}`);
  if (severity !== undefined) parts.push(`$syslogseverity <= ${severity}`);
  if (messageContent?.regex !== undefined) parts.push(`re_match($msg, ${quote(messageContent.regex)})`);
  if (messageContent?.exclude !== undefined) parts.push(`not re_match($msg, ${quote(messageContent.exclude)})`);
  return parts.join(' and ');
}
