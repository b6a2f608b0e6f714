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
} as const;
