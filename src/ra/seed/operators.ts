import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { hashPassword } from '../accounts/password.ts'
import { readText, writeSecretly } from '../own-file.ts'
import { randomId } from '../random.ts'
import type { Store } from '../store/store.ts'

/** Three, because a recovery needs one who asks and two who approve. */
const names = ['operator', 'auditor', 'keeper'] as const

/** The file with the passwords of the first operators; only the owner of the folder can read it. */
export function operatorsFile(dataDir: string): string {
  return join(dataDir, 'operators.txt')
}

/** Makes the first operators of an authority that has none, each with its own password. */
export async function ensureOperators(store: Store, dataDir: string): Promise<void> {
  // The file is written first: if it came last, a crash in between would leave operators whose passwords nobody
  // knows.
  const file = operatorsFile(dataDir)
  const made = () => names.map((name) => `${name} ${randomBytes(9).toString('base64url')}\n`).join('')
  const text = readText(file) ?? written(file, made())
  const lines = text.split('\n').map((line) => line.trim().split(' '))
  await Promise.all(
    lines.map(([name, password]) => (name && password ? putOperator(store, name, password) : undefined)),
  )
}

function written(file: string, text: string): string {
  writeSecretly(file, text)
  return text
}

export async function putOperator(store: Store, name: string, password: string): Promise<void> {
  const known = await store.operatorByName(name)
  if (known !== null) return
  await store.addOperator({ id: randomId(), name, passwordHash: await hashPassword(password) })
}
