import type { components } from './schema';

/** The shapes of the server's OpenAPI document, which `npm run types` takes over: instants are ISO 8601 UTC strings, ids are strings. */
export type Schemas = components['schemas'];
export type Page<T> = { items: T[]; next: string | null };
export type Amount = { amount: string | number; currency: string };

export type Store = Schemas['StoreAnswer'];
export type MailMode = 'captured' | 'redirect' | 'approve' | 'live';
export type Counts = Schemas['OverviewCounts'];
export type Overview = Omit<Schemas['Overview'], 'mail_mode'> & { mail_mode: MailMode };

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
export type Brand = Schemas['BrandAnswer'];
export type BrandValues = Schemas['BrandValues'];
export type BrandCheck = Schemas['BrandCheck'];
export type BrandConflict = Schemas['BrandConflict'];
export type TestMail = Schemas['TestMailAnswer'];
export type PreviewRequest = Partial<Schemas['PreviewRequestBody']>;
export type LawFinding = Schemas['FindingRow'];
export type Finding = Schemas['FindingAnswer'];
export type Preview = Schemas['PreviewAnswer'];
export type RecentPurchase = Schemas['PurchaseRow'];

export type Delivery = Schemas['DeliveryRow'];
/** A delivery with its mail. In the document it stands without the required fields of the row that it adds to. */
export type DeliveryDetail = Delivery &
  Pick<
    Schemas['DeliveryDetail'],
    'html' | 'text' | 'problem' | 'headers' | 'links' | 'touches' | 'attempt_log' | 'made_again' | 'fault' | 'bad_address' | 'perhaps_twice'
  >;
export type DeliveryTouch = DeliveryDetail['touches'][number];

export type CustomerRow = Schemas['CustomerRow'];
export type StoryLine = Schemas['StoryLine'];
export type NextLine = Schemas['NextLine'];
export type CustomerStory = Schemas['CustomerStory'];

export type Health = Schemas['HealthAnswer'];
export type WebhookRow = Schemas['WebhookRow'];
export type WebhookSource = Schemas['SourceAnswer'];

/** The first run and going live. */
export type Welcome = Schemas['WelcomeAnswer'];
export type ShopConnection = Schemas['ShopConnection'];
export type ShopTest = Schemas['ShopTestAnswer'];
export type OrderJob = Schemas['OrderJobAnswer'];
export type StoreSettings = Schemas['StoreSettingsAnswer'];
export type DomainCheck = Schemas['DomainAnswer'];
export type ReplayMail = Schemas['ReplayMail'];
export type GoLive = Schemas['GoLiveAnswer'];
