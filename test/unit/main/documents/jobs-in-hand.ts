import { turnsUntil } from '../moments.ts'
import { jobsAtWork, signed } from './jobs-at-work.ts'

/** Jobs whose files are done when the test says so. */
export const held = (parts: Parameters<typeof jobsAtWork>[1] = {}) => {
  const files = new Map<string, PromiseWithResolvers<ReturnType<typeof signed>>>()
  const one = jobsAtWork((name, { signal }) => {
    const file = Promise.withResolvers<ReturnType<typeof signed>>()
    files.set(name, file)
    signal.addEventListener('abort', () => file.reject(signal.reason))
    return file.promise
  }, parts)
  const taken = (name: string) => {
    const file = files.get(name)
    files.delete(name)
    return file
  }
  const done = (name: string) => taken(name)?.resolve(signed(name))
  const fails = (name: string, error: unknown) => taken(name)?.reject(error)
  const inHand = (name: string) => turnsUntil(() => files.has(name))
  return { ...one, done, fails, inHand, files }
}
