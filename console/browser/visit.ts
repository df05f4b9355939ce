import { existsSync } from 'node:fs';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { inject } from 'vitest';

import { DESKTOP } from './camera.ts';
import { PATIENCE } from './patience.ts';
import type { System } from './system.ts';

export const CONSOLE = '/settings/webhooks';

/** Somebody before the console of a system; what every walk begins with. */
export interface Visit {
  readonly page: Page;
  /** What the page itself complained of so far. */
  readonly complaints: readonly string[];
  /** Goes to an address of the console, and signs in with the key when asked to. */
  open(path: string, key?: string): Promise<void>;
  /** Within the console, as a click on the navigation does: the session stays. */
  go(place: string): Promise<void>;
  heading(name: string): Locator;
  button(name: string): Locator;
  end(): Promise<void>;
}

/**
 * Starts a browser of the walk's own: walks share neither cookies nor the clipboard.
 *
 * @param system the key is the one to sign in with
 */
export async function startVisit(system: System): Promise<Visit> {
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: ['--no-sandbox'],
    // a browser that is killed leaves files behind
    env: { ...process.env, TMPDIR: inject('scratch') },
  });
  const complaints: string[] = [];
  const page = await newPage(browser, system, complaints);
  const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true });
  return {
    page,
    complaints,
    open: async (path, key = system.key) => {
      await page.goto(CONSOLE + path);
      const field = page.getByLabel('API key', { exact: true });
      await Promise.race([
        field.waitFor(),
        page.getByRole('navigation', { name: 'Main' }).waitFor({ state: 'attached' }),
      ]);
      if (await field.isVisible()) {
        await field.fill(key);
        await page.getByRole('button', { name: 'Sign in', exact: true }).click();
        await page.getByRole('navigation', { name: 'Main' }).waitFor({ state: 'attached' });
      }
      await page.getByRole('heading', { level: 1 }).waitFor();
    },
    go: async (place) => {
      await page
        .getByRole('navigation', { name: 'Main' })
        .getByRole('link', { name: place })
        .click();
      await page.getByRole('heading', { level: 1, name: place }).waitFor();
    },
    heading,
    button: (name) => page.getByRole('button', { name, exact: true }),
    end: () => browser.close(),
  };
}

async function newPage(browser: Browser, system: System, complaints: string[]): Promise<Page> {
  const context = await browser.newContext({
    baseURL: system.address,
    viewport: DESKTOP,
    locale: 'en-GB',
    timezoneId: 'Europe/Berlin',
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE);
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    // the browser reports answers like 401 itself; the page deals with those
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) {
      complaints.push(message.text());
    }
  });
  return page;
}

function chromiumPath(): string {
  const named = process.env.CHROMIUM;
  const found = [named, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
    .filter((path) => path !== undefined)
    .find(existsSync);
  if (found === undefined) {
    throw new Error(
      'Chromium is needed: apt-get install chromium, or name one in the environment variable CHROMIUM.',
    );
  }
  return found;
}
