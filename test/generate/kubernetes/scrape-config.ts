// Translates a ScrapeConfig into the configuration of Prometheus, as the operator does: the same keys in snake case.

type Json = unknown;

/**
 * @param found static configs in place of service discovery, which Prometheus may be built without
 * @returns one entry of scrape_configs; credentials are stubs
 */
export function scrapeConfigOf(name: string, spec: Readonly<Record<string, Json>>, found: readonly object[]): object {
  const parts = Object.entries(spec).filter(([key]) => key !== 'kubernetesSDConfigs');
  return { job_name: name, ...(translate(Object.fromEntries(parts)) as object), static_configs: found };
}

const NAMES: Readonly<Record<string, string>> = {
  relabelings: 'relabel_configs',
  metricRelabelings: 'metric_relabel_configs',
};

function translate(value: Json, key = ''): Json {
  if (key === 'credentials') return 'token';
  if (Array.isArray(value)) return value.map((entry) => translate(entry));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([name, below]) => [NAMES[name] ?? snakeCase(name), translate(below, name)]),
    );
  return key === 'scheme' ? String(value).toLowerCase() : value;
}

const snakeCase = (text: string): string => text.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
