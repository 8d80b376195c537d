import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { TransactionView } from '../src/shared/models/index.ts'
import { startWebShell } from '../test/ui/web-shell-process.ts'
import { peakMiB, residentMiB } from './many-parts/process.ts'
import { type BenchWindow, openWindow } from './many-parts/window.ts'
import { wholeApplication } from './memory-parts/whole.ts'
import type { Row } from './row.ts'

// What the main process of the built application keeps in memory: after its start, and while a person has one soft
// certificate after another issued by the authority inside. A window watches all the time.

const issuances = Number(process.env.BENCH_ISSUANCES ?? 500)
const issuerId = 'demo'
const captcha = 'K7Q2'
const restMs = 5_000

const row = (name: string, value: number, budget: number | null, peers: Row['peers'] = {}): Row => ({
  name,
  value: Math.round(value * 10) / 10,
  unit: 'MiB',
  peers,
  ratio: budget === null ? null : Math.round((value / budget) * 100) / 100,
  budget: budget === null ? null : `≤ ${budget} MiB`,
  holds: budget === null ? null : value <= budget,
})

const login = async ({ client, until }: BenchWindow): Promise<void> => {
  await until(({ settled, connections }) => settled && connections[issuerId]?.state === 'online')
  const { id } = await client.account.captcha({ issuerId })
  await client.account.login({
    ...{ issuerId, userName: 'wangfang', applicantName: '王芳' },
    ...{ captchaId: id, captcha },
  })
}

const issue = async ({ client, until }: BenchWindow): Promise<void> => {
  const { transactionId } = await client.issuance.start({
    issuerId,
    target: { kind: 'soft' },
    pin: { entry: 'typed', pin: 'Ye-2468-sun' },
    tries: 'careful',
  })
  const itsOwn = ({ id }: TransactionView): boolean => id === transactionId
  const { transactions } = await until((snapshot) =>
    snapshot.transactions.some((one) => itsOwn(one) && one.state !== 'running'),
  )
  const ended = transactions.find(itsOwn)
  if (ended?.state !== 'done') throw new Error(`the issuance stopped: ${JSON.stringify(ended)}`)
}

const measured = async (url: string, pid: number): Promise<readonly Row[]> => {
  await wait(restMs)
  const rows = [row('resident memory of the main process, at rest after its start', residentMiB(pid), 110)]
  const window = await openWindow(url)
  await login(window)
  for (let done = 1; done <= issuances; done += 1) {
    await issue(window)
    if (done % 100 === 0 && done < issuances)
      rows.push(row(`resident memory after ${done} issuances`, residentMiB(pid), null))
  }
  await wait(restMs)
  window.close()
  const peers = { peak: Math.round(peakMiB(pid)) }
  return [...rows, row(`resident memory after ${issuances} issuances`, residentMiB(pid), 160, peers)]
}

export const bench = async (): Promise<readonly Row[]> => {
  const home = mkdtempSync(join(tmpdir(), 'bench-memory-'))
  const shell = await startWebShell(['--captcha-answer', captcha], home)
  try {
    return [...(await measured(shell.url, Number(shell.child.pid))), ...(await wholeApplication())]
  } finally {
    await shell.stop()
    rmSync(home, { recursive: true, force: true })
  }
}
