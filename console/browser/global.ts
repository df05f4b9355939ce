import type { TestProject } from 'vitest/node';

import { startProvider } from './identity-provider.ts';
import { buildSystem, startSystem } from './launcher.ts';

/** Starts what the walks share, once, and stops it when the last one has ended. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  buildSystem();
  const provider = await startProvider();
  const starts = await Promise.allSettled([startSystem(), startSystem(provider.settings)]);
  const stop = async () => {
    const running = starts.flatMap((start) => (start.status === 'fulfilled' ? start.value : []));
    await Promise.all([...running.map((system) => system.stop()), provider.stop()]);
  };
  const [empty, shared] = starts;
  if (empty.status === 'rejected' || shared.status === 'rejected') {
    await stop();
    throw new AggregateError(
      starts.flatMap((start) => (start.status === 'rejected' ? start.reason : [])),
      'a system did not start',
    );
  }
  project.provide('emptySystem', empty.value.access);
  project.provide('sharedSystem', shared.value.access);
  project.provide('identityProvider', provider.address);
  project.provide('scratch', shared.value.scratch);
  return stop;
}
