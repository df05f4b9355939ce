import type { Session } from './types.ts';

export type Scope = Session['scopes'][number];

/** What somebody may do; who may administer may do everything else too. */
export interface Permissions {
  may(scope: Scope): boolean;
  /** Whether what concerns every tenant is theirs to see and change. */
  readonly operator: boolean;
}

/** @param asked the tenant for which somebody acts who is bound to none */
export function permissionsOf(
  session: Pick<Session, 'scopes' | 'operator'> | null,
  asked: string | null = null,
): Permissions {
  const scopes = session?.scopes ?? [];
  return {
    may: (scope) => scopes.includes(scope) || scopes.includes('admin'),
    operator: session?.operator === true && asked === null,
  };
}

/** Whose things a session shows; null for everybody's. */
export function tenantOf(
  session: Pick<Session, 'tenant'> | null,
  asked: string | null,
): string | null {
  return session?.tenant ?? asked;
}
