import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { it, vi } from 'vitest'
import { startWebShell } from './web-shell-process.ts'

it('the log of the assistant tells of its token hosts and of how they ended', async () => {
  const { home, child, ended } = await startWebShell()
  const logged = (line: RegExp): Promise<RegExpExecArray> =>
    vi.waitFor(
      () => {
        const found = line.exec(readFileSync(join(home, 'logs', 'assistant.log'), 'utf8'))
        if (found === null) throw new Error(`not in the log: ${line}`)
        return found
      },
      { timeout: 20_000, interval: 50 },
    )
  try {
    const [, pid] = await logged(/token host of virtual-ukey: process (\d+), .* old: runs\n/)
    process.kill(Number(pid), 'SIGKILL')
    await logged(new RegExp(`process ${pid}, .* old: ended, crashed: SIGKILL; starts again after`))
  } finally {
    child.kill('SIGKILL')
    await ended()
  }
})
