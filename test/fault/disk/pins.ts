import { type Business, nothing, unless } from './business.ts'
import { NEW_PIN, PIN, serialOf, softToken } from './stage.ts'

export const verifies: Business = {
  beginning: 'holder',
  attempt: (stage) => stage.asked(({ pin }) => pin.verify({ tokenId: softToken(stage), pin: PIN })),
  missing: nothing,
}

/** Each press is a try of the person: it counts once where it was told to be wrong, and else not at all. */
export const verifiesWrong: Business = {
  beginning: 'holder',
  attempt: async (stage) => {
    const tokenId = softToken(stage)
    const left = () =>
      stage
        .assistant()
        .snapshot()
        .tokens.find(({ id }) => id === tokenId)?.pin.triesLeft ?? -1
    const before = left()
    const refused = await stage.asked(({ pin }) => pin.verify({ tokenId, pin: 'not-this-1' }))
    const should = refused === 'pin-wrong' ? before - 1 : before
    if (left() !== should) stage.strange.push(`${before} tries became ${left()} after ${refused}`)
    if (refused !== 'pin-wrong') return refused ?? 'a wrong PIN was taken'
    // Whoever then knows the right one has all tries again.
    return stage.asked(({ pin }) => pin.verify({ tokenId, pin: PIN }))
  },
  missing: nothing,
}

export const changesPin: Business = {
  beginning: 'holder',
  attempt: async (stage) => {
    const tokenId = softToken(stage)
    const serial = serialOf(tokenId, stage)
    if (stage.pins.get(serial) === NEW_PIN) return null
    const refused = await stage.asked(({ pin }) => pin.change({ tokenId, oldPin: PIN, newPin: NEW_PIN }))
    if (refused === null) stage.pins.set(serial, NEW_PIN)
    return refused
  },
  missing: nothing,
}

export const unlocks: Business = {
  beginning: 'locked',
  attempt: async (stage) => {
    const tokenId = softToken(stage)
    const token = stage
      .assistant()
      .snapshot()
      .tokens.find(({ id }) => id === tokenId)
    if (token?.pin.locked === false) return null
    // From now on the new one, should the end of it not be told.
    stage.pins.set(token?.serial ?? '', NEW_PIN)
    return stage.asked(async ({ unlock }) => {
      const { begun } = await unlock.ways({ tokenId })
      const { id, state } = begun ?? (await unlock.begin({ tokenId, who: { kind: 'account' } }))
      if (state !== 'code-sent') {
        if (!stage.disk.isFull()) stage.passMinute()
        await unlock.sendCode({ unlockId: id, channel: 'sms' })
      }
      const code = /验证码 (\d{6})/.exec(stage.assistant().lastMessage())?.[1] ?? ''
      await unlock.finish({ unlockId: id, code, newPin: NEW_PIN })
    })
  },
  missing: async (stage) =>
    unless(
      stage
        .assistant()
        .snapshot()
        .tokens.every(({ pin }) => !pin.locked),
      'it is still locked',
    ),
}
