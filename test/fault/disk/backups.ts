import { type Business, nothing, unless } from './business.ts'
import { opensWith } from './inspection.ts'
import { NEW_PIN, PASSWORD, PIN, serialOf, softToken } from './world.ts'

export const backup: Business = {
  beginning: 'holder',
  attempt: (world) =>
    world.asked(async (client) => {
      const wish = { tokenId: softToken(world), pin: PIN, password: PASSWORD }
      const { base64 } = await client.backup.create(wish)
      if (base64.length < 500) world.strange.push('the backup is too short')
    }),
  missing: nothing,
}

/** Over the one that is here: its PIN is the new one from then on, and the old one as long as that was refused. */
export const restore: Business = {
  beginning: 'holder',
  attempt: async (world) => {
    const [serial = ''] = world.pins.keys()
    if (world.pins.get(serial) === NEW_PIN) return null
    const wish = { file: world.prepared.backup, password: PASSWORD, pin: NEW_PIN }
    const refused = await world.asked((client) => client.backup.restore(wish))
    if (refused === null) world.pins.set(serial, NEW_PIN)
    return refused
  },
  missing: nothing,
}

export const restoreLocked: Business = { ...restore, beginning: 'locked' }

export const moved: Business = {
  beginning: 'holder',
  attempt: async (world) => {
    const tokenId = softToken(world)
    return tokenId === '' ? null : world.asked((client) => client.backup.moved({ tokenId }))
  },
  missing: async (world, { retired }) => {
    const [[serial = '', pin = ''] = []] = world.pins
    const works = await Promise.all(retired.map((folder) => opensWith(folder, serial, pin)))
    return unless(works.includes(true), 'nothing that works is among the retired ones')
  },
}

export const importPfx: Business = {
  beginning: 'holder',
  attempt: async (world) => {
    const isHere = world.assistant().snapshot().tokens.length > 1
    if (isHere) return null
    const wish = { file: world.prepared.pfx, password: PASSWORD, pin: NEW_PIN }
    const refused = await world.asked(async (client) => {
      const { tokenId } = await client.backup.importPfx(wish)
      world.pins.set(serialOf(tokenId, world), NEW_PIN)
    })
    return refused
  },
  missing: async (world) => unless(world.assistant().snapshot().tokens.length === 2, 'it was not imported'),
}
