import { readCloudAssembly } from './cloud-assembly.ts';
import { readEventSourceMappings } from './event-source-mappings.ts';
import { readFunctions } from './functions.ts';
import { readHttpApis } from './http-apis.ts';
import type { Place } from './physical-id.ts';
import { readReceiptRules } from './receipt-rules.ts';
import { requireKnownTypes } from './resource-types.ts';
import { readRoles } from './roles.ts';
import { readSchedules } from './schedules.ts';
import { readSecrets } from './secrets.ts';
import type { StackModel } from './stack-model.ts';
import { readBuckets, readQueues, readSubscriptions, readTables, readTopics } from './stores.ts';
import { createTemplateReader } from './template-reader.ts';

/**
 * Reads the one stack of a `cdk.out` folder as it would be at this place. Throws, naming the resource, for
 * everything that the local deployment could not carry out faithfully.
 */
export function readStack(folder: string, place: Omit<Place, 'stackName'>): StackModel {
  const assembly = readCloudAssembly(folder);
  const reader = createTemplateReader(assembly, { ...place, stackName: assembly.stackName });
  requireKnownTypes(reader);
  return {
    name: assembly.stackName,
    region: place.region,
    accountId: place.accountId,
    tables: readTables(reader),
    queues: readQueues(reader),
    topics: readTopics(reader),
    subscriptions: readSubscriptions(reader),
    buckets: readBuckets(reader),
    functions: readFunctions(reader, assembly.assets),
    roles: readRoles(reader),
    eventSourceMappings: readEventSourceMappings(reader),
    httpApis: readHttpApis(reader),
    schedules: readSchedules(reader),
    secrets: readSecrets(reader),
    receiptRules: readReceiptRules(reader),
    outputs: reader.outputs(),
    paths: assembly.paths,
  };
}
