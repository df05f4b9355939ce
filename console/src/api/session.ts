import { type Permissions, permissionsOf, tenantOf } from './permission.model.ts';
import { ApiError } from './problem.ts';
import type { Problem, Session } from './types.ts';

/*
 * Who is signed in, as the API tells. What proves it is in a cookie that no script can read; only
 * the token that changing requests repeat is kept here, in memory.
 */

const PATH = '/api/v1/session';
const TENANTS = /^\/api\/v1\/tenants(\/|$)/;
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

let current: Session | null = null;
let asked: string | null = null;
const listeners = new Set<() => void>();

async function ask(init: RequestInit): Promise<Response> {
  try {
    return await fetch(PATH, { ...init, headers: { Accept: 'application/json', ...init.headers } });
  } catch {
    throw new ApiError(0, null);
  }
}

async function failed(answer: Response): Promise<ApiError> {
  const problem = (await answer.json().catch(() => null)) as Problem | null;
  return new ApiError(answer.status, problem);
}

/** Fails with an ApiError when the key is not one. */
export async function signIn(apiKey: string): Promise<Session> {
  const answer = await ask({
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ api_key: apiKey }),
  });
  if (!answer.ok) {
    throw await failed(answer);
  }
  current = (await answer.json()) as Session;
  return current;
}

/** The session as it was told last; there is one wherever a page of the console is shown. */
export function currentSession(): Session | null {
  return current;
}

/** What the one who is signed in may do, for the tenant in view. */
export function permissions(): Permissions {
  return permissionsOf(current, asked);
}

/** Whose things are shown; null for everybody's. */
export function tenantInView(): string | null {
  return tenantOf(current, asked);
}

/**
 * From now on only this tenant's things are asked for, by those who are bound to none.
 *
 * @returns whether that is another one than before
 */
export function actFor(tenant: string | undefined): boolean {
  const before = asked;
  asked = tenant ?? null;
  return asked !== before;
}

/** The session that the browser still has, if any. */
export async function resumeSession(): Promise<Session | null> {
  if (current === null) {
    const answer = await ask({});
    if (answer.status === 401) {
      return null;
    }
    if (!answer.ok) {
      throw await failed(answer);
    }
    current = (await answer.json()) as Session;
  }
  return current;
}

export async function signOut(): Promise<void> {
  await ask({ method: 'DELETE', headers: csrf() });
  current = null;
}

function csrf(): Record<string, string> {
  return current?.csrf_token == null ? {} : { 'X-CSRF-Token': current.csrf_token };
}

/**
 * Adds to a request for whom it is made, and to a changing one what shows that it comes from this
 * page. Tenants themselves are nobody's.
 */
export function authorize(request: Request): void {
  if (asked !== null && current?.tenant === null && !TENANTS.test(new URL(request.url).pathname)) {
    request.headers.set('X-Postrider-Tenant', asked);
  }
  if (!SAFE.has(request.method)) {
    for (const [name, value] of Object.entries(csrf())) {
      request.headers.set(name, value);
    }
  }
}

/** The API no longer takes this session. */
export function sessionEnded(): void {
  current = null;
  for (const listener of listeners) {
    listener();
  }
}

export function onSessionEnded(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
