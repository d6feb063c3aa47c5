// The formats that impstats can write, and what is to be said against each of them here. Data.

export type FormatDoubt = 'good' | { readonly why: string; readonly isBroken: boolean };

export const FORMATS_BY_NAME: Readonly<Record<string, FormatDoubt>> = {
  json: 'good',
  cee: 'good',
  'json-elasticsearch': 'good',
  legacy: { why: 'keys of dynstats with a blank or "=" in them cannot be told from counters', isBroken: false },
  prometheus: { why: 'it has neither object names nor origins as labels, and the exporter refuses it', isBroken: true },
  zabbix: { why: 'it is made for another reader; few have tried it here', isBroken: false },
};
