import type { Ground } from '../house/ground.ts'
import { promptHandlers } from './handlers.ts'
import { createPrompts } from './prompts.ts'

type Needs = Pick<Ground, 'state' | 'shell' | 'clock' | 'events'>

export const promptPart = ({ state, shell, clock, events }: Needs) => {
  const prompts = createPrompts({ state, shell, clock })
  events.on('tokens-changed', ({ gone }) => prompts.tokensGone(gone))
  return { service: prompts, handlers: promptHandlers(prompts), stop: prompts.stop }
}
