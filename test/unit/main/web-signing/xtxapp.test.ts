import { expect, it } from 'vitest'
import { xtxappProtocol } from '../../../../src/main/web-signing/carriers/xtxapp.ts'
import type { Connection } from '../../../../src/main/web-signing/connections.ts'
import type { SofParts } from '../../../../src/main/web-signing/sof/session.ts'

/** A page of which the person has approved; whatever it asks counts against its rate. */
const openPage = () => {
  const asked: string[] = []
  const page = {
    origin: 'https://his.example.cn',
    certificates: async () => [],
    ask: async ({ ask }: { ask: string }) => void asked.push(ask),
    refusalOf: (error: unknown) => {
      throw error
    },
  } as unknown as Connection
  const answers: unknown[] = []
  let heard = (): void => {}
  const protocol = xtxappProtocol({} as SofParts)
  const speaker = protocol.speak({
    page,
    send: (text) => {
      answers.push(JSON.parse(text))
      heard()
    },
  })
  const call = async (name: string): Promise<unknown> => {
    const answered = new Promise<void>((resolve) => {
      heard = resolve
    })
    speaker.hear(JSON.stringify({ call_cmd_id: 'i_1', func: name, param: [] }))
    await answered
    await new Promise((resolve) => setImmediate(resolve))
    return answers.at(-1)
  }
  return { asked, call, tell: speaker.tell, answers }
}

it('a page of XTXApp begins to watch once, after it has seen certificates, so its rate is its own', async () => {
  const { asked, call } = openPage()
  await call('SOF_GetVersion')
  expect(asked).toEqual([])
  await call('SOF_GetUserList')
  await call('SOF_GetUserList')
  await call('SOF_GetVersion')
  expect(asked).toEqual(['watch'])
})
