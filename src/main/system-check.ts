import { cpSync, existsSync, lstatSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Language } from '../shared/settings/model.ts'
import { accountsPart } from './account/part.ts'
import { authoritiesPart } from './authority/part.ts'
import { extensionAtRest } from './browser-extension/part.ts'
import { businessesWith } from './businesses.ts'
import { certificatesPart } from './certificates/part.ts'
import { connectionsPart } from './connection/part.ts'
import { diagnosisPart } from './diagnosis/part.ts'
import { type GroundOptions, groundOf } from './ground.ts'
import { historyPart } from './history/part.ts'
import { buildOn } from './house/house.ts'
import { issuersPart } from './issuers/part.ts'
import { loopbackTrustPart } from './loopback-trust/part.ts'
import { noticesPart } from './notices/part.ts'
import { notificationsPart } from './notifications/part.ts'
import { pinPart } from './pin/part.ts'
import { promptPart } from './prompt/part.ts'
import { renewalDraftsPart } from './renewal/drafts-part.ts'
import { settingsPart } from './settings/part.ts'
import { settledWithin } from './state/settled.ts'
import { keyringPart } from './tokens/keyring-part.ts'
import { tokensPart } from './tokens/part.ts'
import { transactionsPart } from './transactions/part.ts'
import { secretsPart } from './unlock-secrets/part.ts'
import { upgradeBookPart } from './upgrade/book-part.ts'
import { webSigningPart } from './web-signing/part.ts'

const settledAtTheLatest = 8_000

/** What the steps read through a part that also writes. Keys, logins and what was typed stay where they are. */
const copied = [
  ...['settings.json', 'token-names.json', 'web-signing.json', 'drivers', 'issuers'],
  ...['journal', 'authorities', 'authority'],
] as const

const isPlain = (path: string): boolean => {
  const found = lstatSync(path, { throwIfNoEntry: false })
  return found?.isFile() === true || found?.isDirectory() === true
}

/** What cannot be read is not copied; the steps that look at the folder itself say so. */
const copyOf = (home: string): string => {
  const copy = mkdtempSync(join(process.env.XDG_RUNTIME_DIR || tmpdir(), 'system-check-'))
  for (const name of copied) {
    try {
      if (isPlain(join(home, name)))
        cpSync(join(home, name), join(copy, name), { recursive: true, filter: isPlain })
    } catch {}
  }
  return copy
}

/**
 * The parts that the system check looks through, and no others: nothing goes on with business, reminds, fetches,
 * registers or updates. They work in `copy`, and only what they merely read is read from the data folder itself.
 */
const houseIn = (copy: string, options: GroundOptions) => {
  // Where nobody has ever started the product there is no folder to look at.
  const home = existsSync(options.home) ? options.home : copy
  const house = buildOn(groundOf({ ...options, home: copy }))
    .add('notifications', notificationsPart)
    .add('notices', noticesPart)
    .add('issuers', issuersPart)
    .add('keyring', (built) => keyringPart({ ...built, home }))
    .add('authorities', authoritiesPart)
    .add('accounts', accountsPart)
    .add('connections', connectionsPart)
    .add('tokens', tokensPart)
    .add('prompts', promptPart)
    .add('history', historyPart)
    .add('secrets', secretsPart)
    .add('pin', pinPart)
    .add('loopbackTrust', (built) => loopbackTrustPart({ ...built, home }))
    .add('renewalDrafts', renewalDraftsPart)
    .add('upgradeBook', upgradeBookPart)
    .add('transactions', (built) => {
      const businesses = businessesWith(built.renewalDrafts, built.upgradeBook)
      return transactionsPart({ ...built, businesses, resting: true })
    })
    .add('webSigning', (built) => webSigningPart({ ...built, decryptionRehearsal: { keyNamed: () => null } }))
    .add('certificates', certificatesPart)
    .add('settings', settingsPart)
  return house.add('diagnosis', (built) =>
    diagnosisPart({ ...built, browserExtension: extensionAtRest({ ...built, home }), looksAt: home }),
  )
}

/**
 * The system check without an assistant around it, for a program that only looks. It gives the result as JSON and leaves
 * the data folder as it is.
 */
export const checkSystem = async (options: GroundOptions, language: Language): Promise<string> => {
  const copy = copyOf(options.home)
  const forget = (): void => rmSync(copy, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  // A person may not want to wait for the end.
  process.once('exit', forget)
  const house = houseIn(copy, options)
  const { keyring, connections, webSigning, state, diagnosis, transactions } = house.built
  try {
    keyring.start()
    connections.start()
    await Promise.all([webSigning.settled(), transactions.ready])
    await settledWithin(state, settledAtTheLatest)
    return await diagnosis.asJson(language)
  } finally {
    house.stop()
    forget()
  }
}
