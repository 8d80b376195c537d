/** Runs inside the hostile page. Everything that it learns is its result. */
export type Tools = {
  /**
   * Opens a WebSocket, sends these, and tells what came until each was answered, it was closed, or `ms` have passed.
   * How it was closed depends on how busy the machine is, except for being turned away.
   */
  talk(
    address: string,
    messages: readonly unknown[],
    options?: { protocols?: string[]; ms?: number },
  ): Promise<unknown>
  post(address: string, body: string, init?: RequestInit): Promise<unknown>
  /** The result of a frame that was made with these attributes and runs this script. */
  frame(attributes: Readonly<Record<string, string>>, script: string): Promise<unknown>
  wait(ms: number): Promise<void>
}

/** The tools as a script that a page loads first. */
export const toolsScript = `
window.tools = {
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
  talk: (address, messages, { protocols = [], ms = 8000 } = {}) => new Promise((resolve) => {
    const heard = []
    let socket
    try { socket = new WebSocket(address, protocols) } catch (error) { return resolve(String(error.name)) }
    const end = (how) => { try { socket.close() } catch {} resolve({ how: how.startsWith('closed 1013') ? 'turned away' : '', heard }) }
    socket.onopen = () => {
      for (const message of messages)
        socket.send(typeof message === 'string' || message instanceof ArrayBuffer || message instanceof Blob ? message : JSON.stringify(message))
      setTimeout(() => end('waited'), ms)
    }
    socket.onmessage = ({ data }) => { heard.push(String(data)); if (heard.length === messages.length) end('answered') }
    socket.onclose = ({ code }) => end('closed ' + code)
    socket.onerror = () => end('error')
  }),
  post: async (address, body, init = {}) => {
    try {
      const answer = await fetch(address, { method: 'POST', body, ...init })
      return [answer.type, answer.status, await answer.text()]
    } catch (error) { return String(error.name) }
  },
  frame: (attributes, script) => new Promise((resolve) => {
    const frame = document.createElement('iframe')
    for (const [name, value] of Object.entries(attributes)) frame.setAttribute(name, value)
    addEventListener('message', ({ data }) => resolve(data), { once: true })
    setTimeout(() => resolve('nothing'), 8000)
    frame.srcdoc = '<script>' + window.toolsText + ';(async () => parent.postMessage(await (' + script + ')(window.tools), "*"))()<' + '/script>'
    document.body.append(frame)
  }),
}
`
