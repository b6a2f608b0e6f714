import type { receiptStatuses } from '../../../interaction/event.ts';

type ReceiptStatus = (typeof receiptStatuses)[number];

/**
 * Twilio's statuses of an outgoing message as receipts. `partially_delivered` says that a part did not arrive.
 * https://www.twilio.com/docs/messaging/api/message-resource#message-status-values
 */
const receipts = new Map<string, ReceiptStatus>([
  ['accepted', 'queued'],
  ['scheduled', 'queued'],
  ['queued', 'queued'],
  ['sending', 'queued'],
  ['sent', 'sent'],
  ['partially_delivered', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'read'],
  ['undelivered', 'failed'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
]);

/** Undefined for a status that Twilio has not documented. */
export function receiptOf(status: string): ReceiptStatus | undefined {
  return receipts.get(status);
}
