/** Who makes a call: a role in a sandbox, or the operator. */
export type Principal = {
  /** As it stands in a refusal: an ARN, best `arn:aws:sts::<account>:assumed-role/<role>/<function>`. */
  readonly name: string;
  allows(action: string, resourceArn: string): boolean;
  /** Ends the process that makes the calls, at once. */
  kill?(): void;
};

export type Principals = { find(accessKeyId: string): Principal | undefined };
