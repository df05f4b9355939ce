import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { Access } from './system.ts';

const HOME = join(import.meta.dirname, '../..');
const POSTRIDER = join(HOME, 'postrider');
const RUN_UNTIL_EOF = join(import.meta.dirname, 'run-until-eof.sh');
const ADMIN_KEY = 'browser-admin-key-0123456789';
const START_TIMEOUT = 300_000;
/** A system runs for minutes here: optimizing its code costs more than it saves. */
const JAVA_OPTS = '-Xms512m -Xmx2g -XX:TieredStopAtLevel=1 -XX:+UseSerialGC';

/** A running `./postrider up`, on ports and in a data directory of its own. */
export interface RunningSystem {
  readonly access: Access;
  /** Temporary files in this directory go with the system. */
  readonly scratch: string;
  stop(): Promise<void>;
}

/** Builds the system if its sources changed: systems that start at the same time must not. */
export function buildSystem(): void {
  execFileSync(POSTRIDER, ['--version'], { cwd: HOME, stdio: ['ignore', 'ignore', 'inherit'] });
}

/**
 * Starts a system and waits until it is ready. It stops with this process at the latest.
 *
 * @param settings environment variables in addition to those of this process
 */
export async function startSystem(settings: Record<string, string> = {}): Promise<RunningSystem> {
  const [port, kafkaPort] = [await freePort(), await freePort()];
  const directory = mkdtempSync(join(tmpdir(), 'postrider-browser-'));
  const scratch = join(directory, 'scratch');
  mkdirSync(scratch);
  const up = [POSTRIDER, 'up', `--port=${port}`, `--kafka-port=${kafkaPort}`, '--no-demo'];
  const child = spawn('sh', [RUN_UNTIL_EOF, directory, ...up], {
    cwd: HOME,
    env: {
      ...process.env,
      POSTRIDER_DATA: join(directory, 'data'),
      POSTRIDER_ADMIN_KEY: ADMIN_KEY,
      POSTRIDER_JAVA_OPTS: process.env.POSTRIDER_JAVA_OPTS ?? JAVA_OPTS,
      ...settings,
    },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = () => {
    child.stdin.end();
    return exited;
  };
  try {
    await ready(child);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    access: {
      address: `http://127.0.0.1:${port}`,
      kafka: `127.0.0.1:${kafkaPort}`,
      key: ADMIN_KEY,
    },
    scratch,
    stop,
  };
}

function ready(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(
      () => reject(new Error(`Postrider is not ready after ${START_TIMEOUT} ms:\n${output}`)),
      START_TIMEOUT,
    );
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (output.includes('Ctrl-C stops everything')) {
        clearTimeout(timer);
        resolve();
      }
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.stdout?.once('close', () => {
      clearTimeout(timer);
      reject(new Error(`Postrider ended before it was ready:\n${output}`));
    });
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('no free port')),
      );
    });
  });
}
