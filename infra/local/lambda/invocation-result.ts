/** What came of an invocation; an error's payload is the JSON that AWS gives to the caller. */
export type InvocationResult =
  | { kind: 'success'; payload: string }
  | { kind: 'error'; payload: string; errorType: string }
  /** The concurrency limit is reached; nothing ran. */
  | { kind: 'throttled' };

/** An error that the function itself reported. */
export function reported(payload: string): InvocationResult {
  const found = /"errorType"\s*:\s*"([^"]*)"/.exec(payload);
  return { kind: 'error', payload, errorType: found?.[1] ?? 'Unhandled' };
}

/** An error that AWS reports because the function could not. */
export function failure(errorType: string, errorMessage: string): InvocationResult {
  return { kind: 'error', payload: JSON.stringify({ errorType, errorMessage }), errorType };
}

export function timedOut(requestId: string, timeoutMs: number): InvocationResult {
  const seconds = (timeoutMs / 1000).toFixed(2);
  return failure(
    'Sandbox.Timedout',
    `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`,
  );
}

export function exited(
  requestId: string | undefined,
  code: number | null,
  signal: string | null,
): InvocationResult {
  const how = signal === null ? `exit status ${code}` : `signal: ${signal === 'SIGKILL' ? 'killed' : signal}`;
  const errorMessage = `RequestId: ${requestId ?? ''} Error: Runtime exited with error: ${how}`;
  return failure('Runtime.ExitError', errorMessage);
}
