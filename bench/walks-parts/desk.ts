import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** The newest code that the authority inside has sent, as a person would read it on the phone. */
export const codeOnThePhone = (home: string): string => {
  const authority = join(home, 'authority')
  const file = readdirSync(authority).find((name) => /\.(db|sqlite)$/.test(name)) ?? ''
  const db = new DatabaseSync(join(authority, file), { readOnly: true })
  try {
    const row = db.prepare('SELECT text FROM outbox ORDER BY seq DESC LIMIT 1').get()
    return /(\d{6})/.exec(String(row?.text))?.[1] ?? ''
  } finally {
    db.close()
  }
}
