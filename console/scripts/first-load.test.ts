import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';

const BUILT = join(import.meta.dirname, '../target/classes/console');
const MOST = 300 * 1_024;

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
}

const manifest = JSON.parse(readFileSync(join(BUILT, '.vite/manifest.json'), 'utf8')) as Record<
  string,
  Chunk
>;

/** The scripts that a browser loads to show what these entries are. */
function scripts(entries: readonly string[], seen = new Set<string>()): Set<string> {
  for (const entry of entries) {
    const chunk = manifest[entry];
    if (chunk === undefined) {
      throw new Error(`${entry} was not built`);
    }
    if (!seen.has(chunk.file)) {
      seen.add(chunk.file);
      scripts(chunk.imports ?? [], seen);
    }
  }
  return seen;
}

function size(entry: string): number {
  return [...scripts(['index.html', entry])]
    .map((file) => gzipSync(readFileSync(join(BUILT, file))).length)
    .reduce((sum, bytes) => sum + bytes, 0);
}

test.each(['src/features/session/SignIn.tsx', 'src/features/webhooks/Webhooks.tsx'])(
  '%s is there after less than 300 KB of JavaScript',
  (entry) => {
    const bytes = size(entry);
    expect(bytes).toBeGreaterThan(50_000);
    expect(bytes).toBeLessThan(MOST);
  },
);

test('the document holds no script of its own', () => {
  const html = readFileSync(join(BUILT, 'index.html'), 'utf8');
  expect(html).toContain('<script type="module"');
  expect(html).not.toMatch(/<script(?![^>]*src=)[^>]*>/);
  expect(html).not.toMatch(/ on[a-z]+=/);
});
