import { explain } from '../../../../shared/errors/index.ts'
import type { PromptOf } from '../../../../shared/models/index.ts'
import { pinFrom, pinTyped } from '../pin-input.ts'
import type { Given } from './arguments.ts'
import type { Desk } from './desk.ts'

/** Answers the question for the PIN. A PIN from a descriptor is tried once, so that no program locks a key. */
export const answerPins = ({ application, client, terminal }: Desk, { descriptor }: Given): (() => void) => {
  const seen = new Set<string>()
  const given = descriptor === null ? null : pinFrom(descriptor)
  let used = false
  const pinFor = async ({ problem }: PromptOf<'pin'>): Promise<string | null> => {
    if (problem !== null) terminal.complain(`${explain(problem, terminal.language).happened}\n`)
    if (given === null) return pinTyped('PIN: ')
    if (used) return null
    used = true
    return given
  }
  const answer = async (prompt: PromptOf<'pin'>): Promise<void> => {
    const token = application.state.current().tokens.find(({ id }) => id === prompt.tokenId)
    if (token?.pin.entryOnDevice === true) {
      const pin = { entry: 'on-device' } as const
      return client.prompt.answer({ kind: 'pin', promptId: prompt.id, pin, tries: 'careful' })
    }
    const text = await pinFor(prompt)
    if (text === null) return client.prompt.answer({ kind: 'refuse', promptId: prompt.id })
    const pin = { entry: 'typed', pin: text } as const
    return client.prompt.answer({ kind: 'pin', promptId: prompt.id, pin, tries: 'careful' })
  }
  return application.state.subscribe(({ prompt }) => {
    if (prompt?.kind !== 'pin' || seen.has(prompt.id)) return
    seen.add(prompt.id)
    answer(prompt).catch(() => {})
  })
}
