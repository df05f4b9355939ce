import type { Session } from './types.ts';

export type Scope = Session['scopes'][number];

/** What somebody may do; who may administer may do everything else too. */
export interface Permissions {
  may(scope: Scope): boolean;
  /** Whether what concerns every tenant is theirs to see and change. */
  readonly operator: boolean;
}

export function permissionsOf(session: Pick<Session, 'scopes' | 'operator'> | null): Permissions {
  const scopes = session?.scopes ?? [];
  return {
    may: (scope) => scopes.includes(scope) || scopes.includes('admin'),
    operator: session?.operator ?? false,
  };
}
