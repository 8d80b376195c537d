import { spawn } from 'node:child_process'
import { AssistantError } from '../../shared/errors/index.ts'

/** Starts it by itself: no shell, no arguments, and it lives on when the assistant ends. */
const alone = (path: string): Promise<void> =>
  new Promise((resolve, reject) => {
    const child = spawn(path, [], { stdio: 'ignore', detached: true, shell: false })
    child.once('error', (error) => reject(new AssistantError('nothing-opens', { target: path }, error)))
    child.once('spawn', () => {
      child.unref()
      resolve()
    })
  })

/** Starts a program. Windows and macOS open it themselves, because they may ask for the administrator first. */
export const startProgramWith =
  (openPath: (path: string) => Promise<void>, platform: NodeJS.Platform = process.platform) =>
  (path: string): Promise<void> =>
    platform === 'linux' ? alone(path) : openPath(path)
