import { win32 } from 'node:path'

/**
 * A program of the system. Windows looks for a bare name in the folder of the start first, and a download that bears
 * the name may lie there.
 */
export const systemProgram = (
  name: string,
  platform: NodeJS.Platform = process.platform,
  env: Readonly<Record<string, string | undefined>> = process.env,
): string =>
  platform === 'win32' && win32.basename(name) === name
    ? win32.join(env.SystemRoot ?? 'C:\\Windows', 'System32', `${name}.exe`)
    : name
