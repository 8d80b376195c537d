import { backup, importPfx, moved, restore, restoreLocked } from './backups.ts'
import { type Business, nothing, unless } from './business.ts'
import { loggedIn, loginAgain, logout } from './logins.ts'
import { changesPin, unlocks, verifies, verifiesWrong } from './pins.ts'
import { issuerId } from './stage.ts'
import { abandonment, issueOnUkey, reissue, replacement, suspension } from './transactions.ts'

const quiet = { from: '22:00', to: '07:00' }
const settings: Business = {
  beginning: 'holder',
  attempt: async (stage) => {
    const before = JSON.stringify(stage.assistant().snapshot().settings)
    const refused = await stage.asked((client) =>
      client.settings.change({ language: 'en', quietHours: quiet }),
    )
    const after = stage.assistant().snapshot().settings
    if (refused !== null && JSON.stringify(after) !== before) stage.strange.push('a refused setting counts')
    return refused
  },
  missing: async (stage) =>
    unless(stage.assistant().snapshot().settings.language === 'en', 'the setting is gone'),
}

/** In the system's store of certificates, which lies on another disk. */
const registers: Business = {
  beginning: 'holder',
  attempt: async (stage) => {
    const change = { importSigningCertificate: true }
    const refused = await stage.asked((client) => client.settings.change(change))
    if (refused !== null) return refused
    const { certificateStore } = stage.assistant().client
    await certificateStore.refresh()
    for (;;) {
      const { state, registered, report } = await certificateStore.finding()
      if (state === 'fine' && registered === 1) return null
      if (state !== 'fine') return report?.code ?? state
      await new Promise((resolve) => setTimeout(resolve, 10))
    }
  },
  missing: async (stage) => {
    const { certificateStore } = stage.assistant().client
    return unless((await certificateStore.finding()).registered === 1, 'it is not registered')
  },
}

/** All that only reads, beside what the authority says of the certificate. */
const looks: Business = {
  beginning: 'holder',
  attempt: async (stage) => {
    const certificateId = stage.assistant().snapshot().tokens[0]?.pairs[0]?.signing?.id ?? ''
    return stage.asked(async (client) => {
      await client.certificates.details({ certificateId })
      await client.certificates.export({ certificateId, format: 'pem' })
      await client.history.export({})
      await client.navigation.go({ place: { page: 'home' } })
      await client.state.refresh()
      await client.replacement.offer({ issuerId })
      const { state } = await client.certificates.revocation({ certificateId })
      if (state !== 'good' && !stage.disk.isFull()) stage.strange.push(`the certificate is ${state}`)
    })
  },
  missing: nothing,
}

/** Nothing but a start. */
const starts: Business = { beginning: 'holder', attempt: async () => null, missing: nothing }

export const businesses = {
  'first login': loggedIn,
  'login again': loginAgain,
  logout,
  start: starts,
  reissue,
  'issue on a Ukey': issueOnUkey,
  replacement,
  abandonment,
  suspension,
  'right PIN': verifies,
  'wrong PIN': verifiesWrong,
  'PIN change': changesPin,
  unlocking: unlocks,
  backup,
  restore,
  'restore of a locked one': restoreLocked,
  moved,
  'import of a .pfx': importPfx,
  settings,
  'system store': registers,
  looks,
} as const satisfies Readonly<Record<string, Business>>

export type BusinessName = keyof typeof businesses
export const businessNames = Object.keys(businesses) as readonly BusinessName[]
