// Builds the console for Maven: dependencies and build, each only when something has changed since.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`The console is built by Node 20.19 or newer, and this is ${process.version}.`);
  process.exit(1);
}

const home = join(import.meta.dirname, '..');
const document = join(home, '../subscription-service/src/main/resources/openapi.yml');

function files(path) {
  if (!statSync(path).isDirectory()) {
    return [path];
  }
  return readdirSync(path)
    .sort()
    .filter((name) => !name.endsWith('.gen.ts'))
    .flatMap((name) => files(join(path, name)));
}

function hash(paths) {
  const sum = createHash('sha256').update(process.version);
  for (const path of paths.flatMap(files)) {
    sum.update(path.slice(home.length)).update(readFileSync(path));
  }
  return sum.digest('hex');
}

/** Does the work unless what it depends on is as it was the last time. */
function unlessDone(mark, inputs, output, work) {
  const now = hash(inputs);
  if (existsSync(output) && existsSync(mark) && readFileSync(mark, 'utf8') === now) {
    return;
  }
  work();
  mkdirSync(join(mark, '..'), { recursive: true });
  writeFileSync(mark, now);
}

function npm(...args) {
  execFileSync('npm', args, { cwd: home, stdio: ['ignore', 'inherit', 'inherit'] });
}

const inHome = (...names) => names.map((name) => join(home, name));

unlessDone(
  join(home, 'node_modules/.postrider-installed'),
  inHome('package.json', 'package-lock.json', '.npmrc'),
  join(home, 'node_modules'),
  () =>
    npm(
      'ci',
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
      '--loglevel=error',
    ),
);
unlessDone(
  join(home, 'target/.built'),
  [
    ...inHome(
      'src',
      'index.html',
      'package.json',
      'package-lock.json',
      'tsconfig.json',
      'vite.config.ts',
    ),
    document,
  ],
  join(home, 'target/classes/console/index.html'),
  () => npm('run', '--silent', 'build'),
);
