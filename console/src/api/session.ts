import { ApiError } from './problem.ts';

/**
 * Who is signed in. The key is kept in memory only: it is in no address, no storage and no cookie,
 * and a reload forgets it.
 */
export interface Session {
  readonly name: string;
}

let key: string | null = null;
const listeners = new Set<() => void>();

export function currentSession(): Session | null {
  return key === null ? null : { name: 'Administrator' };
}

/** Fails with an ApiError when the key is not one. */
export async function signIn(apiKey: string): Promise<Session> {
  let answer: Response;
  try {
    answer = await fetch('/api/v1/webhooks?limit=1', {
      headers: { Authorization: `Bearer ${apiKey}` },
    });
  } catch {
    throw new ApiError(0, null);
  }
  if (!answer.ok) {
    throw new ApiError(answer.status, null);
  }
  key = apiKey;
  return { name: 'Administrator' };
}

/** The session that the browser still has, if any. */
export async function resumeSession(): Promise<Session | null> {
  return currentSession();
}

export async function signOut(): Promise<void> {
  key = null;
}

/** Adds what shows to the API who is asking. */
export function authorize(request: Request): void {
  if (key !== null) {
    request.headers.set('Authorization', `Bearer ${key}`);
  }
}

/** The API no longer takes this session. */
export function sessionEnded(): void {
  key = null;
  for (const listener of listeners) {
    listener();
  }
}

export function onSessionEnded(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
