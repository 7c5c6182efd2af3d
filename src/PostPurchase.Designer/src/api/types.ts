import type { components } from './schema';

/** The shapes of the server's OpenAPI document, which `npm run types` takes over: instants are ISO 8601 UTC strings, ids are strings. */
type Schemas = components['schemas'];
export type Page<T> = { items: T[]; next: string | null };
export type Amount = { amount: string | number; currency: string };

export type Store = { name: string; currency: string; time_zone: string };
export type MailMode = 'captured' | 'redirect' | 'approve' | 'live';
export type Counts = {
  inside: number;
  planned: number;
  held: number;
  sent_today: number;
  sent_total: number;
  failed: number;
  uncertain: number;
};
export type Overview = { mail_mode: MailMode; store: Store; counts: Counts; quarantine: string | null; recent: Delivery[] };

/** What mails earned lately, and what waits for a person. */
export type Attention = Schemas['Attention'];

export type JourneyStatus = 'draft' | 'live' | 'paused';
export type JourneyRow = Schemas['JourneyRow'];
export type Problem = Schemas['ProblemAnswer'];
export type StepNumbers = Schemas['StepAnswer'];
export type Journey = Schemas['JourneyDetail'];
export type Draft = Schemas['DraftAnswer'];
export type DraftConflict = Schemas['DraftConflict'];
export type Change = Schemas['ChangeAnswer'];
export type PublishPlan = Schemas['PublishPlan'];
export type Published = Schemas['PublishAnswer'];
export type StatusPlan = Schemas['StatusPlan'];
export type VersionRow = Schemas['VersionRow'];
export type PersonInside = Schemas['PersonInside'];
export type SampleRow = Schemas['SampleRow'];
export type TestPlan = Schemas['TestPlanAnswer'];
export type Vocabulary = Schemas['Vocabulary'];
export type Validation = Schemas['ValidateAnswer'];
export type Simulation = Schemas['SimulationAnswer'];
export type SimulatedEntry = Schemas['SimulatedEntry'];
export type SimulatedMail = Schemas['SimulatedMail'];

export type TemplateRow = Schemas['TemplateRow'];
export type BlockField = Schemas['FieldAnswer'];
export type Block = Schemas['BlockAnswer'];
export type Template = Schemas['TemplateDetail'];
export type TemplateReading = Schemas['TemplateReading'];
export type TemplateConflict = Schemas['TemplateConflict'];
export type TemplateVocabulary = Schemas['TemplateVocabulary'];
/** One change of a block, which the server makes in the text. */
export type BlockEdit = Partial<Omit<Schemas['TemplateEdit'], 'source'>> & { kind: string; index: number };
export type Image = Schemas['ImageRow'];
export type TestMail = Schemas['TestMailAnswer'];
export type PreviewRequest = Partial<Schemas['PreviewRequestBody']>;
export type Finding = Schemas['FindingAnswer'];
export type Preview = Schemas['PreviewAnswer'];
export type RecentPurchase = { id: string; number: string; customer: string; total: string | number; currency: string; at: string };

export type Delivery = {
  id: string;
  at: string | null;
  due_at: string | null;
  /** Address or number of the customer; `customer_id` leads to the story. */
  customer: string;
  customer_id: string;
  awaits?: string | null;
  address: string | null;
  journey: string;
  step: string;
  kind: string;
  state: string;
  reason: string | null;
  subject: string | null;
  variants: Record<string, string> | null;
  attempts: number;
};
export type DeliveryTouch = { kind: string; at: string; verdict: string | null; reason: string | null; agent: string | null };
export type DeliveryDetail = Delivery & {
  html: string | null;
  text: string | null;
  headers: Record<string, string> | { name: string; value: string }[] | string | null;
  links: { slot: string | null; url: string; clicks: number }[];
  touches: DeliveryTouch[];
  attempt_log: ({ at?: string; outcome?: string; detail?: string } | string)[] | null;
};

export type CustomerRow = {
  id: string;
  email: string | null;
  name: string | null;
  country: string | null;
  purchase_count: number;
  total_spent: string | number | Amount | null;
  last_purchase_at: string | null;
};
export type StoryLine = { at: string; kind: string; text: string; detail?: string | null; delivery?: string | null };
export type NextLine = { at: string | null; journey: string | null; step: string | null; text: string };
export type CustomerStory = {
  profile: Record<string, unknown>;
  consent: Record<string, unknown> | null;
  suppressions: { scope: string; reason: string }[];
  open_runs: { journey: string; step?: string | null; since?: string | null; entered_at?: string | null }[];
  timeline: StoryLine[];
  next: NextLine[];
};

export type Health = {
  queues: { due_runs: number; due_sends: number; lag_seconds: number };
  writer: unknown;
  lease: unknown;
  incidents: { at: string; what: string; detail: string | null }[];
};
export type WebhookRow = {
  id: string | null;
  source: string;
  at: string;
  status: string;
  topic: string | null;
  bytes: number;
  error: string | null;
};
