import createClient, { type Middleware } from 'openapi-fetch';

import { ApiError } from './problem.ts';
import type { paths } from './schema.gen.ts';
import { authorize, sessionEnded } from './session.ts';
import type { Problem } from './types.ts';

const access: Middleware = {
  onRequest({ request }) {
    authorize(request);
    return request;
  },
  onResponse({ response }) {
    if (response.status === 401) {
      sessionEnded();
    }
  },
  onError() {
    return new ApiError(0, null);
  },
};

export const api = createClient<paths>({ baseUrl: '' });
api.use(access);

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The data of an answer; every other answer becomes an ApiError. */
export async function take<T>(asked: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await asked;
  if (!response.ok) {
    throw new ApiError(response.status, isProblem(error) ? error : null);
  }
  return data as T;
}

function isProblem(error: unknown): error is Problem {
  return typeof error === 'object' && error !== null && 'title' in error;
}
