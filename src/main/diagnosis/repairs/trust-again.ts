import type { Repair } from '../repair.ts'

/** What had the certificate before keeps it; what got it now gives it back. */
export const trustAgain: Repair = async ({ loopbackTrust, stores, run }) => {
  const before = loopbackTrust.placed()
  const lacking: string[] = []
  if (before !== null)
    for (const store of stores())
      if (store.shows !== undefined && (await run(store.shows(before))).outcome === 'refused')
        lacking.push(store.id)
  await loopbackTrust.trust()
  if (before === null) return () => loopbackTrust.remove()
  return () => loopbackTrust.untrust(lacking)
}
