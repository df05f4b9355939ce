import type { Problem } from './types.ts';

/** An answer of the API that is not the one that was hoped for, or none at all (status 0). */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem | null;

  constructor(status: number, problem: Problem | null) {
    super(problem?.detail ?? problem?.title ?? `The server answered ${status}`);
    this.name = 'ApiError';
    this.status = status;
    this.problem = problem;
  }

  /** What is wrong, by the field of the request that it is in: data.items[0] is in data. */
  get topFields(): Record<string, string> {
    return Object.fromEntries(
      Object.entries(this.fields).map(([field, message]) => [
        field.split(/[.[]/)[0] ?? field,
        message,
      ]),
    );
  }

  /** What is wrong, by place, as far as the API says. */
  get fields(): Record<string, string> {
    return Object.fromEntries((this.problem?.errors ?? []).map((e) => [e.field, e.message]));
  }
}

/** What people read of an error: what happened, and what they can do about it. */
export interface Explanation {
  readonly title: string;
  readonly detail: string;
  readonly advice: string;
  /** Whether the same request may well succeed a little later. */
  readonly passing: boolean;
}

/** Quotas that have room again after a moment. */
function isRate(quota: string): boolean {
  return ['events_per_second', 'bytes_per_second', 'tests', 'searches'].includes(quota);
}

export function explain(error: unknown): Explanation {
  if (!(error instanceof ApiError)) {
    return {
      title: 'The console has a fault',
      detail: error instanceof Error ? error.message : String(error),
      advice: 'Reload the page. If it happens again, report it with what you did before.',
      passing: false,
    };
  }
  const detail = error.problem?.detail ?? '';
  switch (error.status) {
    case 0:
      return {
        title: 'Postrider cannot be reached',
        detail: 'The request got no answer.',
        advice: 'Check your connection and that Postrider is running, then try again.',
        passing: true,
      };
    case 401:
      return {
        title: 'You are signed out',
        detail: 'The session has ended, or the API key was revoked.',
        advice: 'Sign in again.',
        passing: false,
      };
    case 403:
      return {
        title: 'Your key does not allow this',
        detail,
        advice: 'Sign in with a key that has the scope for it.',
        passing: false,
      };
    case 404:
      return {
        title: 'This is not here',
        detail,
        advice: 'It may have been deleted, or be older than the history that is kept.',
        passing: false,
      };
    case 409:
      return {
        title: 'Not possible as things are',
        detail,
        advice: 'Reload to see the current state.',
        passing: false,
      };
    case 410:
      return {
        title: 'It is no longer kept',
        detail,
        advice: 'Publish the event again from its source.',
        passing: false,
      };
    case 412:
      return {
        title: 'Somebody else changed it',
        detail,
        advice: 'Reload, look at the change, and make yours again.',
        passing: false,
      };
    case 400:
    case 413:
    case 422:
      return {
        title: 'Something in it is not right',
        detail,
        advice: 'Correct it and try again.',
        passing: false,
      };
    case 429:
      if (error.problem?.quota !== undefined) {
        return {
          title: 'A quota is used up',
          detail,
          advice: 'Operators can raise it: Settings, Tenants, Quotas.',
          passing: isRate(error.problem.quota),
        };
      }
      return {
        title: 'Too many requests',
        detail,
        advice: 'Wait a little, then try again.',
        passing: true,
      };
    default:
      return {
        title:
          error.status === 503 ? 'Postrider is waiting for one of its parts' : 'Postrider failed',
        detail,
        advice:
          error.status === 503
            ? 'Kafka or PostgreSQL does not answer. Nothing is lost; try again in a moment.'
            : 'Try again; if it stays so, look into the log of the service.',
        passing: true,
      };
  }
}
