import { writeFileSync } from 'node:fs'

/** What the product did that a person would have seen or the system would have been told. */
export type StandinRecord = { readonly kind: string; readonly data: unknown }

export const records: StandinRecord[] = []

export const record = (kind: string, data: unknown = null): void => {
  records.push({ kind, data })
}

// A process that ends before the test can ask leaves its records behind.
const left = process.env.STANDIN_RECORDS
if (left !== undefined) process.on('exit', () => writeFileSync(left, JSON.stringify(records)))
