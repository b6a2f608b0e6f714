/**
 * The shape of the journey table, in one place for the CDK construct and for tests. Items and their costs:
 * docs/data-model.md.
 */
export const tableSchema = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Seconds since 1970; only stubs and failure counts carry it. */
  timeToLiveAttribute: 'expiresAt',
  streamViewType: 'NEW_AND_OLD_IMAGES',
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
