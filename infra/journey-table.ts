import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  Billing,
  ProjectionType,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { tableSchema } from '../functions/store/table-schema.ts';
import { type Access, usesTable } from './access.ts';
import { output } from './output.ts';

const text = (name: string) => ({ name, type: AttributeType.STRING });
const { timelineIndex, waitingIndex, dueIndex } = tableSchema;
const indexes = [timelineIndex, waitingIndex, dueIndex];

/** The single table of docs/data-model.md: on demand, recoverable to any second of 35 days, streamed. */
export class JourneyTable extends Construct {
  readonly table: TableV2;

  constructor(scope: Construct, id: string, props: { removal: RemovalPolicy }) {
    super(scope, id);
    this.table = new TableV2(this, 'Table', {
      partitionKey: text(tableSchema.partitionKey),
      sortKey: text(tableSchema.sortKey),
      globalSecondaryIndexes: indexes.map((index) => ({
        indexName: index.indexName,
        partitionKey: text(index.partitionKey),
        sortKey: text(index.sortKey),
        projectionType: ProjectionType[index.projectionType],
      })),
      billing: Billing.onDemand(),
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      dynamoStream: StreamViewType[tableSchema.streamViewType],
      timeToLiveAttribute: tableSchema.timeToLiveAttribute,
      deletionProtection: props.removal === RemovalPolicy.RETAIN,
      removalPolicy: props.removal,
    });
    output(this, 'JourneyTableName', this.table.tableName, 'The journey table');
  }

  /** What the router needs: it records and moves forward; who belongs to whom moves with a delete and a put. */
  recording(): Access {
    const actions = ['GetItem', 'BatchGetItem', 'Query', 'PutItem', 'UpdateItem', 'DeleteItem'];
    return usesTable(this.table, actions, [timelineIndex.indexName]);
  }

  /** What the API needs: it reads, and changes who is who in transactions. */
  changing(): Access {
    const actions = ['PutItem', 'UpdateItem', 'DeleteItem', 'ConditionCheckItem'];
    const read = ['GetItem', 'BatchGetItem', 'Query'];
    return usesTable(this.table, [...read, ...actions], [timelineIndex.indexName, waitingIndex.indexName]);
  }

  /** What the timer needs: it finds what is due, and changes conversations. */
  keepingTime(): Access {
    return usesTable(this.table, ['GetItem', 'UpdateItem'], [dueIndex.indexName]);
  }

  /** What the change feed needs: it puts what it has not put yet, and Lambda reads the stream in its name. */
  tellingChanges(): Access {
    const access = usesTable(this.table, ['PutItem'], []);
    const reading = new PolicyStatement({
      actions: ['DescribeStream', 'GetRecords', 'GetShardIterator', 'ListStreams'].map(
        (action) => `dynamodb:${action}`,
      ),
      resources: [this.streamArn],
    });
    return { ...access, statements: [...access.statements, reading] };
  }

  get streamArn(): string {
    const { tableStreamArn } = this.table;
    if (tableStreamArn === undefined) throw new Error('The journey table has no stream.');
    return tableStreamArn;
  }
}
