import type { SQSClient } from '@aws-sdk/client-sqs';
import type { HandoffKey } from '../secrets/handoff-key.ts';
import type { SettingsReader } from '../store/brand-settings.ts';
import type { JourneyTable } from '../store/journey-table.ts';

/** What the router works with: built once, in router.lambda.ts. */
export interface Router {
  table: JourneyTable;
  queue: SQSClient;
  queueUrl: string;
  deadLettersUrl: string;
  windowHours: number;
  settings: SettingsReader;
  handoffKey: HandoffKey;
  retryBaseSeconds: number;
  /** Milliseconds since 1970. */
  clock(): number;
}
