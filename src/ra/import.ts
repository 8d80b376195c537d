import { type Read, readPractitioners, readRegister } from '../shared/identity/register-csv.ts'
import { accountKinds } from '../shared/ra-contract/account.ts'
import { practitioner, registerEntry } from '../shared/ra-contract/identity-operator.ts'
import { CannotStart } from './cannot-start.ts'
import { Refusal } from './refusal.ts'
import type { Notice } from './rules/identity/notice.ts'
import type { Imported } from './rules/identity/register.ts'
import type { Store } from './store/store.ts'

/** Imports a file of the register or of the list of practitioners, as a whole or not at all. */
export async function importRows(
  store: Store,
  what: 'register' | 'practitioners',
  text: string,
  now: number,
): Promise<Imported> {
  const by = { operator: 'command line', now }
  try {
    if (what === 'practitioners') {
      const rows = wholeOf(readPractitioners(text)).map((row) => practitioner.parse(row))
      return await store.importPractitioners({ rows, ...by })
    }
    return await store.importRegister({
      rows: wholeOf(readRegister(text)).map((row) => registerEntry.parse(row)),
      ...by,
    })
  } catch (error) {
    if (error instanceof Refusal)
      throw new CannotStart(`${error.code}: ${Object.values(error.params).join(' ')}`)
    throw error
  }
}

function wholeOf<T>({ rows, bad }: Read<T>): readonly T[] {
  if (bad.length > 0) throw new CannotStart(`lines that cannot be read: ${bad.slice(0, 20).join(', ')}`)
  if (rows.length === 0) throw new CannotStart('the file has no lines')
  return rows
}

/** Sends the mail of an occasion, or only counts. */
export async function sendNotices(store: Store, notice: Notice, really: boolean, now: number) {
  const figures = await store.noticeFigures(notice.occasion, accountKinds)
  const sending = { notice, operator: 'command line', kinds: accountKinds, limit: 200, now }
  for (let more = really; more; ) more = (await store.sendNotice(sending)) === sending.limit
  return figures
}
