import { hashKey, QueryClient } from '@tanstack/react-query';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
  retainSearchParams,
} from '@tanstack/react-router';

import { ApiError } from './api/problem.ts';
import { actFor, resumeSession, tenantInView } from './api/session.ts';
import { TENANTS } from './api/settings.ts';
import { Shell } from './features/shell/Shell.tsx';
import {
  auditSearch,
  deadLettersSearch,
  eventSearch,
  eventsSearch,
  eventTypesSearch,
  liveSearch,
  newWebhookSearch,
  playgroundSearch,
  sendSearch,
  shellSearch,
  signInSearch,
  webhookSearch,
  webhooksSearch,
} from './routes/search.ts';
import { NotFound, RouteTrouble } from './routes/states.tsx';

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 2_000,
      queryKeyHashFn: (key) => hashKey([tenantInView(), key]),
      retry: (failures, error) =>
        failures < 2 &&
        (!(error instanceof ApiError) || error.status === 0 || error.status === 503),
    },
  },
});

const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

const signIn = createRoute({
  getParentRoute: () => root,
  path: 'sign-in',
  validateSearch: signInSearch,
  component: lazyRouteComponent(() => import('./features/session/SignIn.tsx'), 'SignIn'),
});

const shell = createRoute({
  getParentRoute: () => root,
  id: 'shell',
  validateSearch: shellSearch,
  search: { middlewares: [retainSearchParams(['tenant'])] },
  beforeLoad: async ({ location, search, preload }) => {
    if ((await resumeSession()) === null) {
      throw redirect({
        to: '/sign-in',
        search: location.href === '/' ? {} : { next: location.href },
        replace: true,
      });
    }
    if (!preload && actFor(search.tenant)) {
      queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== TENANTS });
    }
  },
  component: Shell,
});

const webhooks = createRoute({
  getParentRoute: () => shell,
  path: '/',
  validateSearch: webhooksSearch,
  component: lazyRouteComponent(() => import('./features/webhooks/Webhooks.tsx'), 'Webhooks'),
});

const newWebhook = createRoute({
  getParentRoute: () => shell,
  path: 'new',
  validateSearch: newWebhookSearch,
  component: lazyRouteComponent(() => import('./features/form/NewWebhook.tsx'), 'NewWebhook'),
});

const webhook = createRoute({
  getParentRoute: () => shell,
  path: '$webhookId',
  validateSearch: webhookSearch,
  component: lazyRouteComponent(() => import('./features/webhook/WebhookPage.tsx'), 'WebhookPage'),
});

const editWebhook = createRoute({
  getParentRoute: () => shell,
  path: '$webhookId/edit',
  component: lazyRouteComponent(() => import('./features/form/EditWebhook.tsx'), 'EditWebhook'),
});

const delivery = createRoute({
  getParentRoute: () => shell,
  path: 'deliveries/$deliveryId',
  component: lazyRouteComponent(
    () => import('./features/delivery/DeliveryPage.tsx'),
    'DeliveryPage',
  ),
});

const deadLetters = createRoute({
  getParentRoute: () => shell,
  path: 'dead-letters',
  validateSearch: deadLettersSearch,
  component: lazyRouteComponent(
    () => import('./features/deadletters/DeadLetters.tsx'),
    'DeadLetters',
  ),
});

const events = createRoute({
  getParentRoute: () => shell,
  path: 'events',
  validateSearch: eventsSearch,
  component: lazyRouteComponent(() => import('./features/events/Events.tsx'), 'Events'),
});

const event = createRoute({
  getParentRoute: () => shell,
  path: 'events/$eventId',
  validateSearch: eventSearch,
  component: lazyRouteComponent(() => import('./features/events/EventPage.tsx'), 'EventPage'),
});

const liveEvents = createRoute({
  getParentRoute: () => shell,
  path: 'live',
  validateSearch: liveSearch,
  component: lazyRouteComponent(() => import('./features/events/LiveEvents.tsx'), 'LiveEvents'),
});

const eventTypes = createRoute({
  getParentRoute: () => shell,
  path: 'event-types',
  validateSearch: eventTypesSearch,
  component: lazyRouteComponent(() => import('./features/events/EventTypes.tsx'), 'EventTypes'),
});

const sendEvent = createRoute({
  getParentRoute: () => shell,
  path: 'send',
  validateSearch: sendSearch,
  component: lazyRouteComponent(() => import('./features/events/SendEvent.tsx'), 'SendEvent'),
});

const playground = createRoute({
  getParentRoute: () => shell,
  path: 'playground',
  validateSearch: playgroundSearch,
  component: lazyRouteComponent(() => import('./features/playground/Playground.tsx'), 'Playground'),
});

const invalidRecords = createRoute({
  getParentRoute: () => shell,
  path: 'invalid-records',
  component: lazyRouteComponent(
    () => import('./features/events/InvalidRecords.tsx'),
    'InvalidRecords',
  ),
});

const health = createRoute({
  getParentRoute: () => shell,
  path: 'health',
  component: lazyRouteComponent(() => import('./features/health/Health.tsx'), 'Health'),
});

const settings = createRoute({
  getParentRoute: () => shell,
  path: 'settings',
  beforeLoad: () => {
    throw redirect({ to: '/settings/api-keys', replace: true });
  },
});

const apiKeys = createRoute({
  getParentRoute: () => shell,
  path: 'settings/api-keys',
  component: lazyRouteComponent(() => import('./features/settings/ApiKeys.tsx'), 'ApiKeys'),
});

const tenants = createRoute({
  getParentRoute: () => shell,
  path: 'settings/tenants',
  component: lazyRouteComponent(() => import('./features/settings/Tenants.tsx'), 'Tenants'),
});

const audit = createRoute({
  getParentRoute: () => shell,
  path: 'settings/audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('./features/settings/Audit.tsx'), 'Audit'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    shell.addChildren([
      webhooks,
      newWebhook,
      webhook,
      editWebhook,
      delivery,
      deadLetters,
      events,
      event,
      liveEvents,
      eventTypes,
      sendEvent,
      playground,
      invalidRecords,
      health,
      settings,
      apiKeys,
      tenants,
      audit,
    ]),
  ]),
  basepath: '/settings/webhooks',
  defaultPreload: 'intent',
  defaultErrorComponent: RouteTrouble,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
