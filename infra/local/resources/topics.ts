import { callForm, type EngineAddress } from '../clients/engine-call.ts';
import type { StackModel } from '../template/stack-model.ts';

/** Creates topics and subscriptions; asking again for one that exists changes nothing. */
export async function deployTopics(
  messaging: EngineAddress,
  { topics, subscriptions }: Pick<StackModel, 'topics' | 'subscriptions'>,
): Promise<void> {
  for (const { name, attributes } of topics)
    await callForm(messaging, 'sns', {
      Action: 'CreateTopic',
      Name: name,
      ...entries('Attributes', attributes),
    });
  for (const { topicArn, protocol, endpoint, attributes } of subscriptions) {
    await callForm(messaging, 'sns', {
      Action: 'Subscribe',
      TopicArn: topicArn,
      Protocol: protocol,
      Endpoint: endpoint,
      ReturnSubscriptionArn: 'true',
      ...entries('Attributes', attributes),
    });
  }
}

/** A map as the query protocol spells it. */
function entries(name: string, values: Record<string, string>): Record<string, string> {
  const pairs = Object.entries(values).flatMap(([key, value], index) => [
    [`${name}.entry.${index + 1}.key`, key],
    [`${name}.entry.${index + 1}.value`, value],
  ]);
  return Object.fromEntries(pairs);
}
