import { AssistantFailure, type Language } from '../browser/failure.ts'
import { absence, isThere } from '../browser/finding.ts'
import { fetchLoopback } from '../browser/http.ts'
import { loopbackPermission } from '../browser/permission.ts'
import { openSocket } from '../browser/websocket.ts'

export type SofReturn = { readonly retVal?: unknown; readonly retValue?: unknown; readonly token?: string }
export type SofCall = {
  readonly func: string
  readonly param: readonly unknown[]
  readonly token: string | undefined
}

/** One way to the assistant under the name of the client that sites were written for. */
export type SofLine = { ask(call: SofCall): Promise<SofReturn>; close(): void }

const clsid = '3F367B74-92D9-4C5E-AB93-234F8A91D5E6'

const addresses = (port: number): readonly string[] => {
  const plain = `http://127.0.0.1:${port}`
  return window.location.protocol === 'https:' ? [plain, 'https://127.0.0.1:21061'] : [plain]
}

const overSocket = (socket: WebSocket, pushed: () => void): SofLine => {
  const waiting = new Map<string, (answer: SofReturn) => void>()
  let count = 0
  let open = true
  socket.onmessage = ({ data }) => {
    const answer = JSON.parse(data) as SofReturn & { readonly call_cmd_id: string }
    if (answer.call_cmd_id.toLowerCase() === 'onusbkeychange') return pushed()
    waiting.get(answer.call_cmd_id)?.(answer)
    waiting.delete(answer.call_cmd_id)
  }
  socket.onclose = () => {
    open = false
    for (const answer of waiting.values()) answer({})
  }
  const ask = ({ func, param, token }: SofCall): Promise<SofReturn> => {
    count += 1
    const id = `i_${count}`
    const numbered = Object.fromEntries(param.map((value, i) => [`param_${i + 1}`, value]))
    const named = { CLSID: clsid, xtx_func_name: func, func, URL: window.location.href }
    if (!open) return Promise.resolve({})
    socket.send(JSON.stringify({ call_cmd_id: id, ...named, param, ...numbered, token }))
    return new Promise((resolve) => waiting.set(id, resolve))
  }
  return { ask, close: () => socket.close() }
}

const overHttp = (base: string): SofLine => ({
  ask: async ({ func, param, token }) => {
    try {
      const answer = await fetchLoopback(`${base}/synctl`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ url: window.location.href, clsid, func, param, token }),
      })
      return answer.ok ? ((await answer.json()) as SofReturn) : {}
    } catch {
      return {}
    }
  },
  close: () => undefined,
})

/** Asks by a plain fetch first, so that the browser asks for its permission; then WebSocket, then HTTP. */
export const openSofLine = async (
  language: Language,
  asking: () => void,
  pushed: () => void,
  port: number,
): Promise<SofLine> => {
  if ((await loopbackPermission()) === 'prompt') asking()
  for (const base of addresses(port)) {
    if (!(await isThere(`${base}/`, () => true))) continue
    const socket = await openSocket(`${base.replace(/^http/, 'ws')}/xtxapp/`)
    return socket === null ? overHttp(base) : overSocket(socket, pushed)
  }
  throw new AssistantFailure(absence(await loopbackPermission()), language)
}
