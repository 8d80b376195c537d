/** A forked process as the rest of the program sees it. Electron's utilityProcess and Node's fork both fit. */
export type Child = {
  readonly pid: number | undefined
  send(message: unknown): void
  kill(): void
  onMessage(listener: (message: unknown) => void): void
  /** Called once; `how` is the exit code or the name of the signal. */
  onExit(listener: (how: number | string | null) => void): void
}

/**
 * Starts one of the application's entries in its own process. `program` replaces the application's own executable: a
 * library of another bitness needs a host of that bitness.
 */
export type Fork = (
  entry: 'token-host' | 'pfx-opener' | 'document-worker' | 'drawing-worker' | 'authority',
  argument: string,
  program?: string | null,
) => Child
