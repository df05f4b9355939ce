import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const HOME = join(import.meta.dirname, '../..');
const KEY = 'browser-admin-key-0123456789';
const LONGEST_START = 180_000;

/** `./postrider up`, on ports and a data directory of the walk's own. */
export interface System {
  readonly address: string;
  readonly kafka: string;
  readonly key: string;
  call(method: string, path: string, body?: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

/** @param settings environment variables beside the usual ones */
export async function startSystem(settings: Record<string, string> = {}): Promise<System> {
  const [port, kafkaPort] = [await freePort(), await freePort()];
  const data = mkdtempSync(join(tmpdir(), 'postrider-browser-'));
  const child = spawn(
    join(HOME, 'postrider'),
    ['up', `--port=${port}`, `--kafka-port=${kafkaPort}`, '--no-demo'],
    {
      cwd: HOME,
      env: { ...process.env, POSTRIDER_DATA: data, POSTRIDER_ADMIN_KEY: KEY, ...settings },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  await ready(child);
  const address = `http://127.0.0.1:${port}`;
  return {
    address,
    kafka: `127.0.0.1:${kafkaPort}`,
    key: KEY,
    call: async (method, path, body) => {
      const answer = await fetch(address + path, {
        method,
        headers: { Authorization: `Bearer ${KEY}`, 'Content-Type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) {
        throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      }
      return text === '' ? null : JSON.parse(text);
    },
    stop: async () => {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => {
      child.kill('SIGTERM');
      reject(new Error(`Postrider is not ready:\n${output}`));
    }, LONGEST_START);
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Ctrl-C stops everything')) {
        clearTimeout(timer);
        resolve();
      }
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`Postrider ended with ${code}:\n${output}`));
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createTcpServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('no port')),
      );
    });
  });
}
