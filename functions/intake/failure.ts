import type { MiddlewareObj } from '@middy/core';
import type {
  APIGatewayProxyEventV2,
  APIGatewayProxyStructuredResultV2,
  SQSBatchResponse,
  SQSEvent,
} from 'aws-lambda';
import { BodyTooLargeError, ConfigurationError, DeliveryError, WebhookVerificationError } from '../errors.ts';
import { errorFields } from '../telemetry/error-fields.ts';
import { log } from '../telemetry/log.ts';
import { count, type Metric } from '../telemetry/metrics.ts';

interface Failure {
  status: number;
  metric: Metric;
}

/** How each error is answered and counted. A provider retries on 5xx, and gives up on 4xx. */
function failureOf(error: unknown): Failure {
  if (error instanceof BodyTooLargeError) return { status: 413, metric: 'OversizedBody' };
  if (error instanceof WebhookVerificationError) return { status: 401, metric: 'SignatureFailure' };
  if (error instanceof ConfigurationError) return { status: 500, metric: 'ConfigurationFailure' };
  if (error instanceof DeliveryError) return { status: 503, metric: 'QueueRefusal' };
  return { status: 500, metric: 'IntakeFailure' };
}

/** Counts and logs why a delivery was not taken in; gives the HTTP status that says so. */
export function reportFailure(error: unknown, provider: string): number {
  const { status, metric } = failureOf(error);
  count(metric, { provider });
  const write = status < 500 ? log.warn : log.error;
  write('A delivery was not taken in', { provider, status, ...errorFields(error) });
  return status;
}

/** Answers every error of a webhook with its status and an empty body: who cannot sign learns nothing. */
export function answerFailures(
  provider: string,
): MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> {
  return {
    onError(request) {
      request.response = { statusCode: reportFailure(request.error, provider), body: '' };
    },
  };
}

/** Counts and logs what stops a whole batch, and leaves it to fail: its messages come again. */
export function countFailures(provider: string): MiddlewareObj<SQSEvent, SQSBatchResponse> {
  return { onError: (request) => void reportFailure(request.error, provider) };
}
