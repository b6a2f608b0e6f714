/** Every provider there is, as code; in the order of the catalog. For tests and tools: a Lambda imports its own alone. */
export const registry = [] as const;
