// The page at /: links, for a browser. No scripts, no external styles.
import { VERSION } from '../../version.ts';

/**
 * @param telemetryPath where the metrics are
 * @param state one line about the last batch, as plain text
 */
export function landingPage(telemetryPath: string, state = ''): string {
  const links = [
    [telemetryPath, 'Metrics'],
    ['/-/healthy', 'Alive?'],
    ['/-/ready', 'Ready?'],
  ].map(([href = '', label]) => `      <li><a href="${escape(href)}">${label}</a></li>`);
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>rsyslog-pstat</title>
    <style>body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 40rem; padding: 0 1rem }</style>
  </head>
  <body>
    <h1>rsyslog-pstat</h1>
    <p>Prometheus series from the statistics of rsyslog, version ${escape(VERSION)}</p>
${state === '' ? '' : `    <p>${escape(state)}</p>\n`}    <ul>
${links.join('\n')}
    </ul>
  </body>
</html>
`;
}

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
