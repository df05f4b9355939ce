import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const SCREENSHOTS = join(import.meta.dirname, '../target/screenshots');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

export const DESKTOP = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

/** What is wrong with what was looked at; told at the end, so that everything is looked at. */
export const objections: string[] = [];

mkdirSync(SCREENSHOTS, { recursive: true });

/**
 * Looks at the page as it stands, wide and narrow, light and dark: a picture of each, nothing that
 * axe objects to, and nothing that reaches out of the page sideways.
 */
export async function look(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of [
    ['desktop', DESKTOP],
    ['phone', PHONE],
  ] as const) {
    await page.setViewportSize(viewport);
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.evaluate(() => window.scrollTo(0, 0));
      await settled(page);
      await page.screenshot({
        path: join(SCREENSHOTS, `${name}-${size}-${colorScheme}.png`),
        fullPage: true,
        animations: 'disabled',
      });
      const where = `${name}, ${size}, ${colorScheme}`;
      objections.push(...(await faults(page)).map((fault) => `${where}: ${fault}`));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > viewport.width) {
        objections.push(`${where}: reaches out of the screen, ${wide} wide`);
      }
    }
  }
  await page.setViewportSize(DESKTOP);
  await page.emulateMedia({ colorScheme: 'light' });
  await settled(page);
}

/** Waits until what was asked for is there, and brings what moves to rest. */
async function settled(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const moving = () => document.getAnimations().filter((it) => it.playState !== 'finished');
    // the end of one transition may be the start of another
    for (let animations = moving(); animations.length > 0; animations = moving()) {
      // asked for first: to finish one may cancel others
      const ends = animations.map((animation) => animation.finished);
      for (const animation of animations) {
        // a transition goes to its end at once; a placeholder pulses until its data is there
        if (animation.effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY) {
          animation.finish();
        }
      }
      await Promise.allSettled(ends);
      await frame();
    }
    await frame();
    await frame();
  });
}

/** The violations that axe finds. Its other results are long and stay in the page. */
async function faults(page: Page): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) {
    await page.evaluate(AXE);
  }
  return page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } };
    const { violations } = await axe.run({ resultTypes: ['violations'] });
    return violations.flatMap((violation) =>
      violation.nodes.map(
        (node) =>
          `${violation.id}: ${violation.help}: ${node.html.slice(0, 200)} ${node.failureSummary ?? ''}`,
      ),
    );
  });
}
