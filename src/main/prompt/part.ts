import type { Ground } from '../house/ground.ts'
import { promptHandlers } from './handlers.ts'
import { createPrompts } from './prompts.ts'

export const promptPart = ({ state, shell, events }: Pick<Ground, 'state' | 'shell' | 'events'>) => {
  const prompts = createPrompts(state, shell)
  events.on('tokens-changed', ({ gone }) => {
    for (const tokenId of gone) prompts.withdraw(tokenId)
  })
  return { service: prompts, handlers: promptHandlers(prompts) }
}
