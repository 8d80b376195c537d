import { z } from 'zod'
import { type WebSession, webEntrancePath } from '../shared/channel/web-entrance.ts'

/** This page was never let in, or its address was used before. */
export class NotLetIn extends Error {
  override readonly name = 'NotLetIn'
}

const session = z.object({ id: z.string(), secret: z.string() })

// The storage of a page belongs to one port, which a cookie does not; it outlives reloads and serves every tab.
const place = 'assistant-session'

const kept = (): WebSession | null => {
  try {
    const text = window.localStorage.getItem(place)
    return text === null ? null : session.parse(JSON.parse(text))
  } catch {
    return null
  }
}

const keep = (entered: WebSession): void => {
  try {
    window.localStorage.setItem(place, JSON.stringify(entered))
  } catch {
    // A browser that stores nothing still shows the page, until it is loaded again.
  }
}

/** Takes the one-time token out of the address, so that it stays in no bookmark. */
const takeToken = (): string | null => {
  const { pathname, search, hash } = window.location
  const token = new URLSearchParams(search).get('token')
  if (token !== null) window.history.replaceState(null, '', pathname + hash)
  return token
}

const enter = async (token: string): Promise<WebSession | null> => {
  const answer = await fetch(webEntrancePath, { method: 'POST', body: token, credentials: 'omit' })
  if (!answer.ok) return null
  const entered = session.parse(await answer.json())
  keep(entered)
  return entered
}

/** The session of this page: of its address, else the newest that a page of this assistant has kept. */
export const createWebSession = (): (() => Promise<WebSession>) => {
  const token = takeToken()
  const entering = token === null ? Promise.resolve(null) : enter(token).catch(() => null)
  return async () => {
    const entered = await entering
    const found = kept() ?? entered
    if (found === null) throw new NotLetIn()
    return found
  }
}
