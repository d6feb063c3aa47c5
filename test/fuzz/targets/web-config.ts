// A web configuration of any content: complaints, or headers that can be sent and hashes that bcrypt can read.
import { webConfigSchema } from '../../../src/output/web-config/schema.ts';
import { parseYaml } from '../../../src/yaml/parse.ts';
import { filesOf } from '../inputs.ts';
import { rule, textOf, type Target } from '../target.ts';
import { judgeProblems, withoutWarnings } from './problems.ts';

const schema = webConfigSchema('test/fixtures/web');

export const webConfig: Target = {
  name: 'web-config',
  seeds: () => filesOf('test/fixtures/web', '.yml'),
  words: [
    '&a ',
    '*a',
    '- ',
    '"\\x9b"',
    '"\\r\\n"',
    'X-Frame-Options: deny',
    '__proto__: x',
    'TLS_AES_128_GCM_SHA256',
    'cert: ',
    'RequireAnyClientCert',
    '$2y$10$',
  ],
  run: (input) => parseYaml(textOf(input), 'file.yaml', schema),
  check: (input) => {
    const read = withoutWarnings(() => parseYaml(textOf(input), 'file.yaml', schema));
    if (!read.ok) return judgeProblems(read.problems);
    const { http_server_config: http, basic_auth_users: users, tls_server_config: tls } = read.value;
    const headers = Object.entries<string | undefined>(http?.headers ?? {});
    // It throws for what cannot be sent.
    const sent = new Headers(headers.map(([name, value = '']) => [name, value]));
    rule([...sent].length === headers.length, 'each header is sent', () => JSON.stringify(headers));
    for (const [user, hash] of Object.entries(users ?? {})) {
      rule(user !== '' && !user.includes(':'), 'a user can be named in a login', () => user);
      rule(/^\$2[aby]\$\d\d\$.{53}$/.test(hash), 'a hash is one of bcrypt', () => hash);
    }
    return [http, users, tls].map((part) => Object.keys(part ?? {}).length).join();
  },
};
