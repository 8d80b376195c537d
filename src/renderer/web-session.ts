import { z } from 'zod'
import { type WebSession, webEntrancePath } from '../shared/channel/web-entrance.ts'

/** This page was never let in, or its address had been used before. */
export class NotLetIn extends Error {
  override readonly name = 'NotLetIn'
}

const session = z.object({ id: z.string(), secret: z.string() })

// A page's storage belongs to one port, unlike a cookie. It outlives reloads and serves every tab.
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
    // If a browser stores nothing, the page still works until it is loaded again.
  }
}

/** Removes the one-time token from the address, so that it stays in no bookmark. */
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

/** The session of this page: the one in its address, else the newest that a page of this assistant has stored. */
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
