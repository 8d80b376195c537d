import { api } from '../contract/api.ts'
import type { Slice } from '../contract/router.ts'
import type { Prompts } from './prompts.ts'

export type PromptService = Pick<
  Prompts,
  'answer' | 'beginFile' | 'takePart' | 'endFile' | 'saveFile' | 'givePart'
>

export const promptHandlers = (prompts: PromptService): Slice<'prompt'> => ({
  prompt: {
    answer: api.prompt.answer.handler(({ input }) => prompts.answer(input)),
    beginFile: api.prompt.beginFile.handler(({ input: { promptId, name, size } }) => ({
      reading: prompts.beginFile(promptId, name, size),
    })),
    takePart: api.prompt.takePart.handler(({ input: { promptId, reading, at, base64 } }) =>
      prompts.takePart(promptId, reading, at, Buffer.from(base64, 'base64')),
    ),
    endFile: api.prompt.endFile.handler(({ input }) => prompts.endFile(input.promptId, input.reading)),
    saveFile: api.prompt.saveFile.handler(({ input }) => prompts.saveFile(input.promptId)),
    givePart: api.prompt.givePart.handler(({ input: { promptId, at } }) => ({
      base64: Buffer.from(prompts.givePart(promptId, at)).toString('base64'),
    })),
  },
})
