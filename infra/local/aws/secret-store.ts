import { randomUUID } from 'node:crypto';

/** A secret as the template declares it; one without a value exists and has no AWSCURRENT version. */
export type SecretDeclaration = { arn: string; name: string; value?: string };

export type SecretVersion = { id: string; value: string; stages: readonly string[] };

/** The secrets of the local account, in memory. An id is an ARN, an ARN without its suffix, or a name. */
export type SecretStore = {
  find(id: string): { arn: string; name: string } | undefined;
  /** The current value, if there is one. */
  get(id: string): string | undefined;
  /** A new current version; the one before becomes AWSPREVIOUS. Throws for an unknown secret. */
  put(id: string, value: string, versionId?: string): SecretVersion;
  versions(id: string): readonly SecretVersion[];
};

type Secret = { arn: string; name: string; versions: SecretVersion[] };

/** Makes the secrets that the template declares; values come from the caller. */
export function createSecretStore(declarations: readonly SecretDeclaration[]): SecretStore {
  const secrets = declarations.map(({ arn, name }): Secret => ({ arn, name, versions: [] }));
  const find = (id: string) =>
    secrets.find(({ arn, name }) => id === arn || id === name || id === arn.replace(/-[A-Za-z0-9]{6}$/, ''));
  const store: SecretStore = {
    find,
    get: (id) => find(id)?.versions.find((version) => version.stages.includes('AWSCURRENT'))?.value,
    put(id, value, versionId = randomUUID()) {
      const secret = find(id);
      if (secret === undefined) throw new Error(`No secret ${id} in the template`);
      const known = secret.versions.find((version) => version.id === versionId);
      if (known !== undefined) return known;
      const version = { id: versionId, value, stages: ['AWSCURRENT'] };
      secret.versions = [...secret.versions.map(stepBack), version];
      return version;
    },
    versions: (id) => find(id)?.versions ?? [],
  };
  for (const { arn, value } of declarations) {
    if (value !== undefined) store.put(arn, value);
  }
  return store;
}

function stepBack(version: SecretVersion): SecretVersion {
  return { ...version, stages: version.stages.includes('AWSCURRENT') ? ['AWSPREVIOUS'] : [] };
}
