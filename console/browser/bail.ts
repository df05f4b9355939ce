import { afterEach, beforeEach } from 'vitest';

// Each step of a walk needs the ones before it: after a failed step the rest would only time out.
// Other walks go on.
let failed = false;

beforeEach(({ skip }) => {
  skip(failed, 'an earlier step of this walk failed');
});

afterEach(({ task }) => {
  failed ||= task.result?.state === 'fail';
});
