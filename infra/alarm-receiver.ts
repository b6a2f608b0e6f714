import { type RemovalPolicy, Stack } from 'aws-cdk-lib';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import { type ITopic, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { DeploymentSettings } from './deployment-settings.ts';

/** CloudWatch may publish to a topic encrypted with a key that lets it. */
function topicFor(scope: Construct, address: string, removalPolicy: RemovalPolicy): Topic {
  const masterKey = new Key(scope, 'Key', {
    description: 'Encrypts alarm messages',
    enableKeyRotation: true,
    removalPolicy,
  });
  masterKey.grantEncryptDecrypt(new ServicePrincipal('cloudwatch.amazonaws.com'));
  const topic = new Topic(scope, 'Topic', { masterKey, enforceSSL: true });
  topic.grantPublish(new ServicePrincipal('cloudwatch.amazonaws.com'));
  topic.addSubscription(new EmailSubscription(address));
  return topic;
}

/** Tells someone of every alarm of the stack, as `alarmTopicArn` or `alarmEmail` says. Made last, it finds them all. */
export class AlarmReceiver extends Construct {
  constructor(scope: Construct, id: string, props: { settings: DeploymentSettings; removal: RemovalPolicy }) {
    super(scope, id);
    const { alarmTopicArn, alarmEmail } = props.settings;
    const topics: ITopic[] = [];
    if (alarmTopicArn !== undefined) topics.push(Topic.fromTopicArn(this, 'Given', alarmTopicArn));
    if (alarmEmail !== undefined) topics.push(topicFor(this, alarmEmail, props.removal));
    for (const alarm of alarmsOf(this)) {
      for (const topic of topics) alarm.addAlarmAction(new SnsAction(topic));
    }
  }
}

/** Every alarm made so far in the construct's stack. */
export function alarmsOf(construct: Construct): Alarm[] {
  return Stack.of(construct)
    .node.findAll()
    .filter((node) => node instanceof Alarm);
}
