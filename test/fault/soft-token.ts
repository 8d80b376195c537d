import { type ChildProcess, fork } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SoftFolder } from '../../src/native/soft/soft-folder.ts'
import { isAssistantError } from '../../src/shared/errors/index.ts'
import { Pin } from '../../src/shared/pin/pin.ts'
import { below, randomFrom } from '../random.ts'
import type { FaultOptions, FaultReport } from './run.ts'

// npm run fault -- soft-token [--seed N] [--runs N]: SIGKILL at any moment of a write, `runs` times.

const pin = () => new Pin('123456')

const exit = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => child.once('exit', () => resolve()))

type Written = { begun: number; done: number }

const writeUntilKilled = async (
  folder: string,
  from: number,
  size: number,
  after: number,
): Promise<Written> => {
  const child = fork(join(import.meta.dirname, 'soft-writer.ts'), [folder, String(from), String(size)], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const written: Written = { begun: from - 1, done: from - 1 }
  const gone = exit(child)
  child.on('message', (message) => {
    const [what, n] = message as ['begins' | 'done', number]
    if (what === 'done') written.done = n
    else written.begun = n
    if (n === from && what === 'begins') setTimeout(() => child.kill('SIGKILL'), after)
  })
  await gone
  return written
}

const valueIn = async (folder: string): Promise<number> => {
  const soft = new SoftFolder({ folder, onChange: () => undefined })
  await soft.scan()
  const [present] = soft.tokens
  if (present === undefined) throw new Error(`the file is gone: ${JSON.stringify(soft.troubles)}`)
  const data = await present.token.withSession(pin(), (session) => session.data())
  const { triesLeft } = (await present.token.facts()).pin
  if (triesLeft !== 10) throw new Error(`${triesLeft} tries left after the right PIN`)
  return Number(
    Buffer.from(data[0]?.value ?? [])
      .toString()
      .split(':')[0],
  )
}

/** Kills the writer again and again. Each time the file must hold the last value written or the one being written. */
export const fault = async ({ seed, runs }: FaultOptions): Promise<FaultReport> => {
  const random = randomFrom(seed)
  const folder = mkdtempSync(join(tmpdir(), 'soft-fault-'))
  const soft = new SoftFolder({ folder, onChange: () => undefined, kdf: { N: 1024, r: 8, p: 1 } })
  const token = await soft.create({ label: 'x', pin: pin() })
  await token.withSession(pin(), (session) => session.writeData('value', Buffer.from('0:')))
  const broken: string[] = []
  const seen = { old: 0, new: 0, between: 0 }
  let value = 0
  for (let n = 0; n < runs; n++) {
    const written = await writeUntilKilled(folder, value + 1, below(random, 200_000), random() * 25)
    try {
      value = await valueIn(folder)
      if (value < written.done || value > written.begun) {
        broken.push(`run ${n}: holds ${value}, written ${written.done}, begun ${written.begun}`)
      }
      seen[written.done === written.begun ? 'between' : value === written.done ? 'old' : 'new'] += 1
    } catch (error) {
      broken.push(`run ${n}: ${isAssistantError(error) ? error.code : String(error)}`)
    }
  }
  rmSync(folder, { recursive: true, force: true })
  const summary = `${runs} kills: ${seen.old} left the old content, ${seen.new} the new, ${seen.between} fell between two writes; ${value} values written`
  return { summary, broken }
}
