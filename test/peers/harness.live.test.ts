// The harness itself: what the end-to-end tests rely on when they call something up, or gone.
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { freePort, isBound } from './port.ts';
import { runProcess, startProcess } from './process.ts';
import { tempDir } from './temp.ts';
import { until } from './until.ts';

const node = process.execPath;

describe('until', () => {
  test('returns the first truthy value', async () => {
    let calls = 0;
    expect(await until('the third call', () => ++calls === 3 && `call ${calls}`)).toBe('call 3');
  });

  test('says what it waited for and what it saw last', async () => {
    const late = until('a miracle', () => false, { deadlineMs: 30 });
    await expect(late).rejects.toThrow('waited 30 ms for a miracle; last seen: false');
  });

  test('takes an error for "not yet" and shows the last one', async () => {
    const failing = until('an answer', () => Promise.reject(new Error('connection refused')), { deadlineMs: 30 });
    await expect(failing).rejects.toThrow('waited 30 ms for an answer; last seen: connection refused');
  });
});

describe('ports', () => {
  test('a free port is not bound until a program listens on it', async () => {
    const port = await freePort();
    expect(await isBound('tcp', port)).toBe(false);
    const server = createServer().listen(port, '127.0.0.1');
    await once(server, 'listening');
    expect(await isBound('tcp', port)).toBe(true);
    expect(await isBound('udp', port)).toBe(false);
    server.close();
  });

  test('no port is handed out twice', async () => {
    const ports = await Promise.all(Array.from({ length: 20 }, freePort));
    expect(new Set(ports).size).toBe(20);
  });
});

describe('processes', () => {
  test('output, input and exit code of a program that ends by itself', async () => {
    const script = `process.stdin.on('data', (d) => process.stdout.write(d)).on('end', () => { console.error('bye'); process.exitCode = 3 })`;
    expect(await runProcess(node, ['-e', script], { stdin: 'hello' })).toEqual({
      code: 3,
      stdout: 'hello',
      stderr: 'bye\n',
    });
  });

  test('a program that cannot be started is an error', async () => {
    const failed = async () => {
      const { code, stderr } = await runProcess('/nowhere/program', []);
      if (code !== 0) throw new Error(stderr);
    };
    await expect(failed()).rejects.toThrow(/No such file|ENOENT/);
  });

  test('waiting for output ends early when the program has ended', async () => {
    await using running = await startProcess(node, ['-e', 'console.log("something else")']);
    await expect(running.waitForOutput(/never/)).rejects.toThrow('ended without writing /never/');
  });

  test('a program that ignores SIGTERM is killed at the deadline', async () => {
    const running = await startProcess(node, [
      '-e',
      `process.on('SIGTERM', () => {}); setInterval(() => {}, 1e6); console.log('up')`,
    ]);
    await running.waitForOutput(/up/);
    expect(await running.stop({ deadlineMs: 50 })).toEqual({ code: null, signal: 'SIGKILL' });
  });

  test('its process id is the program itself, and is gone after the end of a block', async () => {
    let pid: number;
    {
      await using running = await startProcess(node, ['-e', `console.log(process.pid); setInterval(() => {}, 1e6)`]);
      const [, written] = await running.waitForOutput(/(\d+)\n/);
      pid = running.pid;
      expect(Number(written)).toBe(pid);
    }
    expect(existsSync(`/proc/${pid}`)).toBe(false);
  });
});

test('a temporary folder is new and short enough to hold a Unix socket', () => {
  const dir = tempDir();
  expect(existsSync(dir)).toBe(true);
  expect(dir.length).toBeLessThan(60);
  expect(tempDir()).not.toBe(dir);
});
