import { existsSync } from 'node:fs';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';

import { DESKTOP } from './camera.ts';
import { type System, startSystem } from './system.ts';

export const CONSOLE = '/settings/webhooks';

/** How long something that has to happen may take, in milliseconds. */
export const PATIENCE = Number(process.env.PATIENCE ?? 20_000);

/** Somebody before the console of a system of their own; what every walk begins with. */
export interface Visit {
  readonly system: System;
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

/** @param settings environment variables of the system beside the usual ones */
export async function startVisit(settings: Record<string, string> = {}): Promise<Visit> {
  const [system, browser] = await Promise.all([
    startSystem(settings),
    chromium.launch({ executablePath: chromiumPath(), args: ['--no-sandbox'] }),
  ]);
  const complaints: string[] = [];
  const page = await newPage(browser, system, complaints);
  const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true });
  return {
    system,
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
    end: async () => {
      await browser.close();
      await system.stop();
    },
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
