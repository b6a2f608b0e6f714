/** Whose resources are served: what every ARN that a caller sees says. */
export type Account = { region: string; accountId: string };

export const tableArn = ({ region, accountId }: Account, table: string) =>
  table.startsWith('arn:') ? table : `arn:aws:dynamodb:${region}:${accountId}:table/${table}`;

export const queueArn = ({ region, accountId }: Account, name: string) =>
  `arn:aws:sqs:${region}:${accountId}:${name}`;

export const topicArn = ({ region, accountId }: Account, name: string) =>
  `arn:aws:sns:${region}:${accountId}:${name}`;

export const secretArn = ({ region, accountId }: Account, id: string) =>
  id.startsWith('arn:') ? id : `arn:aws:secretsmanager:${region}:${accountId}:secret:${id}`;
