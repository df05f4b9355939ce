import type { HealthPart } from '../../api/queries.ts';

/** What a part of the system is for, in words for people who run it. */
const PARTS: Record<string, { name: string; about: string }> = {
  db: {
    name: 'PostgreSQL',
    about: 'Webhooks, history and dead letters. Deliveries go on without it.',
  },
  pipeline: {
    name: 'Subscription service',
    about: 'The API, and history as it reads it from Kafka.',
  },
  dispatcher: {
    name: 'Dispatcher',
    about: 'Makes a delivery of each event for each webhook it fits.',
  },
  worker: { name: 'Delivery worker', about: 'Sends the POSTs and decides what follows.' },
  diskSpace: { name: 'Disk', about: 'Room where this process runs.' },
};

const HIDDEN = new Set(['livenessState', 'readinessState', 'ping', 'ssl']);

export interface Part {
  readonly code: string;
  readonly name: string;
  readonly about: string;
  readonly up: boolean;
}

/** The parts worth looking at, the broken ones first. */
export function partsOf(health: HealthPart): Part[] {
  return Object.entries(health.components ?? {})
    .filter(([code, part]) => !HIDDEN.has(code) || part.status !== 'UP')
    .map(([code, part]) => ({
      code,
      name: PARTS[code]?.name ?? code,
      about: PARTS[code]?.about ?? '',
      up: part.status === 'UP',
    }))
    .sort((a, b) => Number(a.up) - Number(b.up) || a.name.localeCompare(b.name));
}
