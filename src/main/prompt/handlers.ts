import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { Prompts } from './prompts.ts'

export type PromptService = Pick<Prompts, 'answer'>

export const promptHandlers = (prompts: PromptService): Slice<'prompt'> => ({
  prompt: { answer: api.prompt.answer.handler(({ input }) => prompts.answer(input)) },
})
