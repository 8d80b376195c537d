import { type Business, nothing, unless } from './business.ts'
import { opensWith } from './inspection.ts'
import { NEW_PIN, PASSWORD, PIN, serialOf, softToken } from './stage.ts'

export const backup: Business = {
  beginning: 'holder',
  attempt: (stage) =>
    stage.asked(async (client) => {
      const wish = { tokenId: softToken(stage), pin: PIN, password: PASSWORD }
      const { base64 } = await client.backup.create(wish)
      if (base64.length < 500) stage.strange.push('the backup is too short')
    }),
  missing: nothing,
}

/** Over the one that is here: its PIN is the new one from then on, and the old one as long as that was refused. */
export const restore: Business = {
  beginning: 'holder',
  attempt: async (stage) => {
    const [serial = ''] = stage.pins.keys()
    if (stage.pins.get(serial) === NEW_PIN) return null
    const wish = { file: stage.prepared.backup, password: PASSWORD, pin: NEW_PIN }
    const refused = await stage.asked((client) => client.backup.restore(wish))
    if (refused === null) stage.pins.set(serial, NEW_PIN)
    return refused
  },
  missing: nothing,
}

export const restoreLocked: Business = { ...restore, beginning: 'locked' }

export const moved: Business = {
  beginning: 'holder',
  attempt: async (stage) => {
    const tokenId = softToken(stage)
    return tokenId === '' ? null : stage.asked((client) => client.backup.moved({ tokenId }))
  },
  missing: async (stage, { retired }) => {
    const [[serial = '', pin = ''] = []] = stage.pins
    const works = await Promise.all(retired.map((folder) => opensWith(folder, serial, pin)))
    return unless(works.includes(true), 'nothing that works is among the retired ones')
  },
}

export const importPfx: Business = {
  beginning: 'holder',
  attempt: async (stage) => {
    const isHere = stage.assistant().snapshot().tokens.length > 1
    if (isHere) return null
    const wish = { file: stage.prepared.pfx, password: PASSWORD, pin: NEW_PIN }
    const refused = await stage.asked(async (client) => {
      const { tokenId } = await client.backup.importPfx(wish)
      stage.pins.set(serialOf(tokenId, stage), NEW_PIN)
    })
    return refused
  },
  missing: async (stage) => unless(stage.assistant().snapshot().tokens.length === 2, 'it was not imported'),
}
