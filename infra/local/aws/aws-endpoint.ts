import type { Engines } from '../engines/engines.ts';
import type { OnCall } from './call.ts';
import type { Principals } from './principal.ts';
import type { SecretStore } from './secret-store.ts';

export type AwsEndpointOptions = {
  engines: Engines;
  secrets: SecretStore;
  principals: Principals;
  region: string;
  /** Twelve digits. */
  accountId: string;
  /** A port of 127.0.0.1; by default any free one. */
  port?: number;
  onCall?: OnCall;
};

/** The one address that AWS clients call (AWS_ENDPOINT_URL), whatever the service. */
export type AwsEndpoint = {
  readonly url: string;
  /** The address of a queue as clients need it; the queue need not exist yet. */
  queueUrl(queueName: string): string;
  /** Replaces the hook; undefined removes it. */
  setOnCall(onCall: OnCall | undefined): void;
  stop(): Promise<void>;
};
