/**
 * The shape of the journey table, in one place for the CDK construct and for tests. Items and their costs:
 * docs/data-model.md.
 */
export const tableSchema = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Seconds since 1970; what lasts for a time carries it. */
  timeToLiveAttribute: 'expiresAt',
  streamViewType: 'NEW_AND_OLD_IMAGES',
  /** Partitions of links begin so: of the stream, only these are told in the change feed. */
  linkPrefix: 'LINK#',
  /** Sparse: only recorded interactions carry its keys. Projects all attributes. */
  timelineIndex: {
    indexName: 'timeline',
    partitionKey: 'timelineKey',
    sortKey: 'timelineSort',
    projectionType: 'ALL',
  },
  /** Sparse: conversations that wait for somebody of an agent queue, most urgent first. Keys alone. */
  waitingIndex: {
    indexName: 'waiting',
    partitionKey: 'waitingKey',
    sortKey: 'waitingSort',
    projectionType: 'KEYS_ONLY',
  },
  /** Sparse: conversations that something is to be done about at a time. Keys alone. */
  dueIndex: {
    indexName: 'due',
    partitionKey: 'dueKey',
    sortKey: 'dueSort',
    projectionType: 'KEYS_ONLY',
  },
} as const;
