import { describe, expect, it, vi } from 'vitest'
import { createPrompts, type PinQuestion } from '../../../../src/main/prompt/prompts.ts'
import type { StateStore } from '../../../../src/main/state/state-store.ts'
import type { PromptView } from '../../../../src/shared/models/index.ts'

const question: PinQuestion = { asker: null, purpose: 'issue', tokenId: 'a', certificateId: null }

const setUp = () => {
  const shown: (PromptView | null)[] = []
  const state = { change: ({ prompt }: { prompt?: PromptView | null }) => shown.push(prompt ?? null) }
  const shell = { showPrompt: vi.fn(), hidePrompt: vi.fn() }
  return { prompts: createPrompts(state as unknown as StateStore, shell), shown, shell }
}

describe('the prompt window', () => {
  it('asks one question after another and hands over a PIN that does not print itself', async () => {
    const { prompts, shown, shell } = setUp()
    const first = prompts.askPin(question)
    const second = prompts.askPin({ ...question, tokenId: 'b' })
    expect(shown.map((view) => view?.tokenId)).toEqual(['a'])
    prompts.answer({ kind: 'pin', promptId: shown.at(-1)?.id ?? '', pin: '123456', tries: 'careful' })
    const given = await first
    expect(given.pin.reveal()).toBe('123456')
    expect(JSON.stringify(given)).not.toContain('123456')
    expect(`${given.pin}`).not.toContain('123456')
    expect(shown.at(-1)?.tokenId).toBe('b')
    prompts.answer({ kind: 'refuse', promptId: shown.at(-1)?.id ?? '' })
    await expect(second).rejects.toMatchObject({ code: 'cancelled-by-user' })
    expect(shown.at(-1)).toBeNull()
    expect(shell.hidePrompt).toHaveBeenCalledTimes(1)
  })

  it('takes a question back when its token leaves', async () => {
    const { prompts, shown } = setUp()
    const asked = prompts.askPin(question)
    prompts.withdraw('a')
    await expect(asked).rejects.toMatchObject({ code: 'token-removed' })
    expect(shown.at(-1)).toBeNull()
  })

  it('refuses the answer to a question that is not open', () => {
    const { prompts } = setUp()
    expect(() => prompts.answer({ kind: 'refuse', promptId: 'none' })).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    )
  })

  it('does not take a consent for a PIN', async () => {
    const { prompts, shown } = setUp()
    const asked = prompts.askPin(question)
    prompts.answer({ kind: 'consent', promptId: shown.at(-1)?.id ?? '', remember: true })
    await expect(asked).rejects.toMatchObject({ code: 'cancelled-by-user' })
  })
})
