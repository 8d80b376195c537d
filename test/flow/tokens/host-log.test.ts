import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { it, vi } from 'vitest'
import { ownFolder } from '../../house/tokens.ts'

const program = join(import.meta.dirname, '../../../src/main/shell/web/main.ts')

it('the assistant’s log records its token hosts and how they ended', async () => {
  const home = ownFolder()
  const flags = ['--disable-warning=ExperimentalWarning', program, '--no-open', '--home', home.path]
  const assistant = spawn(process.execPath, flags, { stdio: 'ignore' })
  const logged = (line: RegExp): Promise<RegExpExecArray> =>
    vi.waitFor(
      () => {
        const found = line.exec(readFileSync(join(home.path, 'logs', 'assistant.log'), 'utf8'))
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
    assistant.kill('SIGKILL')
    home.remove()
  }
})
