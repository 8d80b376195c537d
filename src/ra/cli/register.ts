import { importRows, sendNotices } from '../import.ts'
import { type Flags, required } from './arguments.ts'
import { openStore } from './database.ts'
import { readGiven } from './given-file.ts'

/** Every line must be readable, so that no half of a register is imported. */
export async function importFile(
  values: Flags,
  what: 'register' | 'practitioners',
  file: string,
): Promise<void> {
  const store = await openStore(values)
  try {
    const done = await importRows(store, what, readGiven(file), Date.now())
    console.log(`added: ${done.added}, changed: ${done.changed}, as before: ${done.same}`)
  } finally {
    await store.close()
  }
}

export async function notice(values: Flags, occasion: string): Promise<void> {
  const store = await openStore(values)
  try {
    const form = {
      ...{ occasion, day: required(values.day, '--day DAY'), sender: values.name ?? '证书助手' },
      assistantUrl: required(values.assistant, '--assistant URL'),
      manualUrl: required(values.manual, '--manual URL'),
    }
    const { due, withoutMail, sent } = await sendNotices(store, form, values.send === true, Date.now())
    const verb = values.send === true ? 'sent to' : 'would be sent to'
    console.log(`${verb} ${due} accounts; sent before: ${sent}, without a mail address: ${withoutMail}`)
  } finally {
    await store.close()
  }
}
