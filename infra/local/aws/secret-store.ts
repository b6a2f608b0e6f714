/** A secret as the template declares it; one without a value exists and has no AWSCURRENT version. */
export type SecretDeclaration = { arn: string; name: string; value?: string };

export type SecretVersion = { id: string; value: string; stages: readonly string[]; createdMs: number };

/** The secrets of the local account, in memory. An id is an ARN, an ARN without its suffix, or a name. */
export type SecretStore = {
  find(id: string): { arn: string; name: string } | undefined;
  /** The current value, if there is one. */
  get(id: string): string | undefined;
  /** A new current version; the one before becomes AWSPREVIOUS. A version id that is known changes nothing. */
  put(id: string, value: string, versionId?: string): SecretVersion;
  versions(id: string): readonly SecretVersion[];
};
