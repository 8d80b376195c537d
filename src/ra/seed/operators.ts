import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { hashPassword } from '../accounts/password.ts'
import { readText, writeSecretly } from '../ca/ca-keys-file.ts'
import { randomId } from '../random.ts'
import type { Store } from '../store/store.ts'

/** Three, because a recovery takes one who asks and two who approve. */
const names = ['operator', 'auditor', 'keeper'] as const

/** Where the passwords of the operators made at first start can be read, by the owner of the folder only. */
export function operatorsFile(dataDir: string): string {
  return join(dataDir, 'operators.txt')
}

/** Makes the first operators of an authority that has none, each with a password of its own. */
export async function ensureOperators(store: Store, dataDir: string): Promise<void> {
  // The file first: were it written last, a crash in between would leave operators nobody can log in as.
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
