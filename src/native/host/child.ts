/** A forked process as the rest of the house sees it; Electron's utilityProcess and Node's fork both fit. */
export type Child = {
  readonly pid: number | undefined
  send(message: unknown): void
  kill(): void
  onMessage(listener: (message: unknown) => void): void
  /** Called once; `how` is a number (exit code) or the name of the signal. */
  onExit(listener: (how: number | string | null) => void): void
}

/**
 * Starts one of the application's own entries in a process of its own. `program` runs it instead of the application's
 * own executable: a library of another bitness needs a host that was built like it.
 */
export type Fork = (entry: 'token-host' | 'authority', argument: string, program?: string | null) => Child
