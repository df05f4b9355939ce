import type { components } from './schema.gen.ts';

type Schemas = components['schemas'];

export type Webhook = Schemas['Webhook'];
export type WebhookWithSecret = Schemas['WebhookWithSecret'];
export type NewWebhook = Schemas['NewWebhook'];
export type WebhookChange = Schemas['WebhookChange'];
export type Delivery = Schemas['Delivery'];
export type DeliveryDetail = Schemas['DeliveryDetail'];
export type DeliveryState = Delivery['state'];
export type Attempt = Schemas['Attempt'];
export type DeadLetter = Schemas['DeadLetter'];
export type DeadLetterGroup = Schemas['DeadLetterGroups']['data'][number];
export type DeadLetterReason = Schemas['DeadLetterReason'];
export type NewReplay = Schemas['NewReplay'];
export type ReplayJob = Schemas['ReplayJob'];
export type EventType = Schemas['EventType'];
export type NewEvent = Schemas['NewEvent'];
export type Figures = Schemas['Figures'];
export type Course = Schemas['Course'];
export type Point = Schemas['Point'];
export type Interval = Course['interval'];
export type TestDelivery = Schemas['TestDelivery'];
export type InvalidRecord = Schemas['InvalidRecord'];
export type Session = Schemas['Session'];
export type Problem = Schemas['Problem'];
export type Format = Schemas['Format'];
