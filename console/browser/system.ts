import { inject } from 'vitest';

/** Where a system is, and a key to it. */
export interface Access {
  readonly address: string;
  readonly kafka: string;
  readonly key: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    /** Holds nothing when the walks start, for the one walk that needs this. */
    readonly emptySystem: Access;
    /** Used by all other walks at the same time. */
    readonly sharedSystem: Access;
    /** The address of the identity provider that the shared system signs in with. */
    readonly identityProvider: string;
    /** A directory for temporary files, removed in the end. */
    readonly scratch: string;
  }
}

/** A system as the owner of a key sees it. */
export interface System extends Access {
  call(method: string, path: string, body?: unknown): Promise<unknown>;
}

/** The system of the walk that begins with empty pages, seen by its operator. */
export function emptySystem(): System {
  return systemAt(inject('emptySystem'));
}

/**
 * The system of all other walks, seen by its operator. What a walk makes here as operator, others
 * see: its names are its own.
 */
export function sharedSystem(): System {
  return systemAt(inject('sharedSystem'));
}

/** The shared system, seen by the admin of a new tenant: empty, and not touched by other walks. */
export async function sharedSystemOf(tenant: string): Promise<System> {
  const shared = sharedSystem();
  await shared.call('POST', '/api/v1/tenants', { id: tenant });
  const { key } = (await shared.call('POST', '/api/v1/api-keys', {
    name: `Admin of ${tenant}`,
    tenant,
    scopes: ['admin'],
  })) as { key: string };
  return systemAt({ ...shared, key });
}

function systemAt({ address, kafka, key }: Access): System {
  return {
    address,
    kafka,
    key,
    call: async (method, path, body) => {
      const answer = await fetch(address + path, {
        method,
        headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
        ...(body !== undefined && { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) {
        throw new Error(`${method} ${path}: ${answer.status} ${text}`);
      }
      return text === '' ? null : JSON.parse(text);
    },
  };
}
