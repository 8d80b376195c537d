import { createInterface } from 'node:readline/promises'
import { putOperator } from '../seed/operators.ts'
import { type Flags, required, Usage } from './arguments.ts'
import { openStore } from './database.ts'

export async function addOperator(values: Flags, [verb, name]: readonly string[]): Promise<void> {
  if (verb !== 'add') throw new Usage('operator what? Only: operator add NAME')
  const operator = required(name, 'operator add NAME')
  const lines = createInterface({ input: process.stdin })
  const { value: password } = await lines[Symbol.asyncIterator]().next()
  lines.close()
  if (typeof password !== 'string' || password.length < 12) {
    throw new Usage('the password, read from standard input, must have 12 characters at least')
  }
  const store = await openStore(values)
  await putOperator(store, operator, password)
  await store.close()
}
